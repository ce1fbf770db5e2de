package io.redisstreams.fault;

/** More listen already than the service can serve. */
public class TooManyListenersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooManyListenersException(String message) {
        super(message);
    }
}
