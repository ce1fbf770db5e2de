package io.redisstreams.security;

import java.time.Duration;

/** An amount that grows with time up to two seconds' worth, and is spent (a token bucket). One more than is there may be taken. */
final class Budget {
    private static final double SECONDS = 2;

    private final double perSecond;
    private double left;
    private long at;

    /** @param now nanoseconds of a clock that only goes forward */
    Budget(double perSecond, long now) {
        this.perSecond = perSecond;
        this.left = perSecond * SECONDS;
        this.at = now;
    }

    /** How long the caller must wait until something is there; zero: it is. */
    Duration pause(long now) {
        left = Math.min(perSecond * SECONDS, left + perSecond * (now - at) / 1e9);
        at = now;
        return left > 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(1000 * -left / perSecond) + 1);
    }

    void spend(double amount) {
        left -= amount;
    }
}
