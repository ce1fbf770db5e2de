package io.redisstreams.stream;

import java.time.Duration;

/**
 * Shows that a loop makes progress: it beats at the end of each turn, and within a turn for each entry, retry, page and
 * failed try. By monotonic time, so that a clock that is set does not matter.
 */
final class Pulse {
    private static final ThreadLocal<Pulse> OF_THREAD = new ThreadLocal<>();

    private volatile long last = System.nanoTime();

    /** Beats for the loop that runs in this thread; does nothing in another thread. */
    static void beat() {
        Pulse pulse = OF_THREAD.get();
        if (pulse != null) {
            pulse.last = System.nanoTime();
        }
    }

    /** Runs the loop in this thread. */
    void during(Runnable loop) {
        OF_THREAD.set(this);
        beat();
        try {
            loop.run();
        } finally {
            OF_THREAD.remove();
        }
    }

    Duration sinceBeat() {
        return Duration.ofNanos(System.nanoTime() - last);
    }
}
