package io.redisstreams.fault;

/** An entry was not sent to Redis at all, so that it is certainly not kept. */
public class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotSentException(String message) {
        super(message);
    }
}
