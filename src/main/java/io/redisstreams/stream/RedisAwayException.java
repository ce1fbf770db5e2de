package io.redisstreams.stream;

/**
 * Redis did not answer in time, or at all. Whether it did what it was asked for is unknown: publish again under the same
 * id.
 */
public final class RedisAwayException extends RedisFaultException {
    private static final long serialVersionUID = 1L;

    public RedisAwayException(String message) {
        super(RedisFault.TIMEOUT, message, null);
    }

    public RedisAwayException(String message, Throwable cause) {
        super(RedisFault.of(cause), message, cause);
    }

    RedisAwayException(RedisFault fault, Throwable cause) {
        super(fault, fault.sentence(), cause);
    }
}
