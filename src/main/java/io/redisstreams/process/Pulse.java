package io.redisstreams.process;

import java.time.Duration;

/**
 * Shows that a loop makes progress: it beats at the end of each turn, and within a turn for each entry, retry, page and
 * failed try. Uses the monotonic clock, so that a change of the time of day does not matter.
 */
public final class Pulse {
    private static final ThreadLocal<Pulse> OF_THREAD = new ThreadLocal<>();

    private volatile long last = System.nanoTime();

    /** Beats for the loop of this thread; does nothing in other threads. */
    public static void beat() {
        Pulse pulse = OF_THREAD.get();
        if (pulse != null) {
            pulse.last = System.nanoTime();
        }
    }

    /** Runs the loop in this thread. */
    public void during(Runnable loop) {
        OF_THREAD.set(this);
        beat();
        try {
            loop.run();
        } finally {
            OF_THREAD.remove();
        }
    }

    public Duration sinceBeat() {
        return Duration.ofNanos(System.nanoTime() - last);
    }
}
