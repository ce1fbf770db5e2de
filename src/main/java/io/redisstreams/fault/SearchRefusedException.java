package io.redisstreams.fault;

/** A search did not finish; the message says what to do. */
public class SearchRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SearchRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
