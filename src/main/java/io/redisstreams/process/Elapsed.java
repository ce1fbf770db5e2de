package io.redisstreams.process;

import java.time.Duration;

/** How long ago something happened last, by a clock that nobody sets: the time of day may jump. */
final class Elapsed {
    private volatile long nanos;
    private volatile boolean happened;

    void begin() {
        nanos = System.nanoTime();
        happened = true;
    }

    /** True also when it never happened. */
    boolean isOver(Duration time) {
        return !happened || System.nanoTime() - nanos > time.toNanos();
    }
}
