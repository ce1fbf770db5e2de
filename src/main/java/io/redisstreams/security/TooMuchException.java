package io.redisstreams.security;

import java.time.Duration;

/** One caller asks for more than its share. The message names the setting. */
public class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TooMuchException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** At least one second. */
    public int retryAfterSeconds() {
        return (int) Math.max(1, retryAfter.toSeconds() + (retryAfter.toNanosPart() > 0 ? 1 : 0));
    }
}
