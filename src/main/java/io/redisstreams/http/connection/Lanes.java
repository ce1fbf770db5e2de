package io.redisstreams.http.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Decides which calls wait for which. Each kind has its own lane, so calls that wait for Redis do not block calls that
 * need PostgreSQL. Probes, metrics and the dashboard never wait.
 */
@Singleton
class Lanes {
    private static final String[] KINDS = {
        "/api/users",
        "/api/events/chat",
        "/api/events/tasks",
        "/api/events/logs",
        "/api/events/custom",
        "/api/events/batch"
    };

    private final OverloadConfig config;
    private final long mostHeld = Runtime.getRuntime().maxMemory() / 16;
    private final AtomicLong held = new AtomicLong();
    private final Map<String, Lane> changes = new LinkedHashMap<>();
    private final Lane otherChanges;
    private final Lane reads;
    private final Lane bodies;
    private final Lane open = new Lane(Integer.MAX_VALUE);
    private final Counter refused;

    Lanes(OverloadConfig config, MeterRegistry metrics) {
        this.config = config;
        for (String kind : KINDS) {
            changes.put(kind, new Lane(config.atOnce()));
        }
        otherChanges = new Lane(config.atOnce());
        reads = new Lane(config.atOnce());
        bodies = new Lane(Math.max(1, config.atOnce() / 8));
        refused = Counter.builder("streams.api.overloaded")
                .description("Calls that were refused because they had waited too long for their turn")
                .register(metrics);
        Gauge.builder("streams.api.waiting", this::waiting)
                .description("Calls that wait for their turn")
                .register(metrics);
    }

    OverloadConfig config() {
        return config;
    }

    Lane of(HttpRequest request) {
        String uri = request.uri();
        boolean plain = uri.startsWith("/") && !uri.contains("%") && !uri.contains("//") && !uri.contains("/.");
        if (plain && (!uri.startsWith("/api/") || uri.startsWith("/api/monitoring/"))) {
            return open;
        }
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            return reads;
        }
        for (Map.Entry<String, Lane> kind : changes.entrySet()) {
            if (uri.startsWith(kind.getKey())) {
                return kind.getValue();
            }
        }
        return otherChanges;
    }

    /**
     * For calls whose body is too large to be complete before the call begins. They can be slow, so no other calls wait
     * there.
     */
    Lane bodies() {
        return bodies;
    }

    /** The lane without waiting. */
    Lane open() {
        return open;
    }

    /** Counts bytes of waiting requests. */
    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    /** Whether waiting requests take more memory than allowed. */
    boolean overfull() {
        return held.get() > mostHeld;
    }

    void refused() {
        refused.increment();
    }

    private int waiting() {
        return Stream.concat(changes.values().stream(), Stream.of(otherChanges, reads, bodies))
                .mapToInt(Lane::waiting)
                .sum();
    }
}
