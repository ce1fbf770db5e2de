package io.redisstreams.fault;

/** The service already serves as many listeners as it can. */
public class TooManyListenersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooManyListenersException(String message) {
        super(message);
    }
}
