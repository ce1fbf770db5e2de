package io.redisstreams.fault;

/** An entry was not sent to Redis, so Redis certainly does not have it. */
public class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotSentException(String message) {
        super(message);
    }
}
