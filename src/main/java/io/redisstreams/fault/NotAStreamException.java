package io.redisstreams.fault;

/** The key holds something else than a stream. */
public class NotAStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAStreamException(String key) {
        this(key, null);
    }

    NotAStreamException(String key, Throwable cause) {
        super("The key '" + key + "' holds something else than a stream", cause);
    }
}
