package io.redisstreams.stream;

/** The key holds something else than a stream. */
public class NotAStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAStreamException(String message) {
        super(message);
    }

    public NotAStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
