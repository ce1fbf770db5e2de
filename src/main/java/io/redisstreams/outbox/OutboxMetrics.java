package io.redisstreams.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.redisstreams.group.Groups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts for the streams that groups read: only those are reconciled. All counters exist from the start, at 0. */
@Startup
@ApplicationScoped
class OutboxMetrics {
    private final MeterRegistry registry;
    private final Map<String, Counter> republished = new ConcurrentHashMap<>();

    OutboxMetrics(MeterRegistry registry, Groups groups) {
        this.registry = registry;
        groups.follow(change -> change.added().forEach(group -> republished(group.stream(), 0)));
    }

    void republished(String stream, int events) {
        republished.computeIfAbsent(stream, this::counter).increment(events);
    }

    private Counter counter(String stream) {
        return Counter.builder("streams.events.republished")
                .description("Events published again because Redis had lost them")
                .tag("stream", stream)
                .register(registry);
    }
}
