package io.redisstreams.fault;

/** The stream is at its ceiling; its consumers must catch up first. */
public class StreamFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StreamFullException(String message) {
        super(message);
    }

    public StreamFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
