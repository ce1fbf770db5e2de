package io.redisstreams.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.redisstreams.event.EventTypes;
import io.redisstreams.group.Groups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts by stream. Publishers may use any stream name, so the number of labels is bounded: streams of the configuration
 * come first, and the streams beyond the bound share one label.
 */
@Startup
@ApplicationScoped
public class StreamMetrics {
    static final int MOST_STREAMS = 100;
    static final String OTHER = "other";

    private record Meters(Counter published, Counter trimmed, Timer publish) {}

    private final Map<String, Meters> byStream = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Meters other;

    public StreamMetrics(MeterRegistry registry, Groups groups) {
        this.registry = registry;
        this.other = register(OTHER);
        EventTypes.STREAMS.forEach(this::meters);
        groups.follow(change -> change.added().forEach(group -> meters(group.stream())));
    }

    /** Counts an entry that Redis has stored, and the time since the publisher received it. */
    void published(String stream, long nanos) {
        Meters meters = meters(stream);
        meters.published.increment();
        meters.publish.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void trimmed(String stream, long entries) {
        meters(stream).trimmed.increment(entries);
    }

    private Meters meters(String stream) {
        Meters known = byStream.get(stream);
        if (known != null) {
            return known;
        }
        return byStream.size() >= MOST_STREAMS ? other : byStream.computeIfAbsent(stream, this::register);
    }

    private Meters register(String stream) {
        return new Meters(
                counter(stream, "published", "Entries that Redis has taken"),
                counter(stream, "trimmed", "Entries removed because of their age"),
                TimerBuckets.of("streams.publish")
                        .description("From the call of the publisher to Redis's answer")
                        .tag("stream", stream)
                        .register(registry));
    }

    private Counter counter(String stream, String name, String description) {
        return Counter.builder("streams.events." + name)
                .description(description)
                .tag("stream", stream)
                .register(registry);
    }
}
