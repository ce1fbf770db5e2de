package io.redisstreams.cli.load;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.HdrHistogram.Histogram;

/** Percentiles, in milliseconds. */
@RegisterForReflection
public record Latency(double p50, double p90, double p99, double p999, double max) {
    private static final double MICROS = 1000;

    /** @param micros what was measured, in microseconds */
    static Latency of(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(90) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getValueAtPercentile(99.9) / MICROS,
                micros.getMaxValue() / MICROS);
    }
}
