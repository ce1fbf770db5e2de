package io.redisstreams.fault;

/**
 * Redis did not answer in time, or was not reachable. In an {@link OutcomeUnknownException} it may have run the command.
 */
public non-sealed class RedisAwayException extends RedisFaultException {
    private static final long serialVersionUID = 1L;

    public RedisAwayException(String message) {
        super(RedisFault.TIMEOUT, message, null);
    }

    public RedisAwayException(String message, Throwable cause) {
        super(RedisFault.of(cause), message, cause);
    }

    public RedisAwayException(RedisFault fault, Throwable cause) {
        super(fault, fault.sentence(), cause);
    }
}
