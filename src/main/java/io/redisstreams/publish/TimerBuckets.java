package io.redisstreams.publish;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.IntStream;

/** Timers with histograms of few buckets, for percentiles over all instances. */
public final class TimerBuckets {
    private static final int[] MILLIS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000};

    private TimerBuckets() {}

    public static Timer.Builder of(String name) {
        return Timer.builder(name)
                .serviceLevelObjectives(
                        IntStream.of(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
    }
}
