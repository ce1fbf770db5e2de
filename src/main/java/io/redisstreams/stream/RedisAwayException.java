package io.redisstreams.stream;

/** Redis did not take an event in time, or at all. Whether it has it is unknown: publish again under the same id. */
public class RedisAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RedisAwayException(String message) {
        super(message);
    }

    public RedisAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
