package io.redisstreams.process;

import java.time.Duration;

/** Measures the time since something happened last, by the monotonic clock: the time of day may jump. */
final class Elapsed {
    private volatile long nanos;
    private volatile boolean happened;

    void begin() {
        nanos = System.nanoTime();
        happened = true;
    }

    /** Also true when it never happened. */
    boolean isOver(Duration time) {
        return !happened || System.nanoTime() - nanos > time.toNanos();
    }
}
