package io.redisstreams.fault;

/** A limit of the configuration is reached; the message names the setting. */
public class LimitReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LimitReachedException(String message) {
        super(message);
    }
}
