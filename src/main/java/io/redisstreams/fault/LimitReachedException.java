package io.redisstreams.fault;

/** The service keeps as many things of a kind as a setting allows; the message names the setting. */
public class LimitReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LimitReachedException(String message) {
        super(message);
    }
}
