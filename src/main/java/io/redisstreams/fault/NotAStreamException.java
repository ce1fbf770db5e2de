package io.redisstreams.fault;

/** The key holds another type than a stream. */
public class NotAStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAStreamException(String key) {
        this(key, null);
    }

    NotAStreamException(String key, Throwable cause) {
        super("The key '" + key + "' does not hold a stream", cause);
    }
}
