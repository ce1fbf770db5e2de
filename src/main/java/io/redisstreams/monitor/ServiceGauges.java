package io.redisstreams.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.consume.WorkerHealth;
import io.redisstreams.consume.WorkerHealth.LoopHealth;
import io.redisstreams.monitor.OutboxBacklog.Backlog;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Polled.State;
import io.redisstreams.redis.RedisFacts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;
import java.util.function.Supplier;

/** The state of the service and its servers, for Prometheus. A scrape queries no server: it reads the last sample. */
@ApplicationScoped
class ServiceGauges {
    private final StreamCollector redis;
    private final UnfinishedEvents postgres;
    private final OutboxBacklog outbox;
    private final RedisFacts facts;
    private final WorkerHealth workers;

    ServiceGauges(
            StreamCollector redis,
            UnfinishedEvents postgres,
            OutboxBacklog outbox,
            RedisFacts facts,
            WorkerHealth workers) {
        this.redis = redis;
        this.postgres = postgres;
        this.outbox = outbox;
        this.facts = facts;
        this.workers = workers;
    }

    void register(@Observes StartupEvent startup, MeterRegistry registry) {
        gauge(registry, "streams.redis.up", "Whether Redis answered the last poll", () -> up(redis.latest()));
        gauge(registry, "streams.postgres.up", "Whether PostgreSQL answered", () -> up(postgres.latest()));
        gauge(
                registry,
                "streams.redis.degraded",
                "Reasons why Redis may lose entries",
                () -> facts.degraded().size());
        gauge(
                registry,
                "streams.workers.stuck",
                "Loops of this instance without progress",
                () -> workers.loops().stream().filter(LoopHealth::stuck).count());
        gauge(
                registry,
                "streams.outbox.backlog",
                "Events that are due, in the outbox",
                () -> backlog(Backlog::waiting));
        gauge(
                registry,
                "streams.outbox.scheduled",
                "Events in the outbox whose time has not come",
                () -> backlog(Backlog::scheduled));
        gauge(
                registry,
                "streams.outbox.oldest.age.seconds",
                "How long the oldest event in the outbox has been due",
                () -> backlog(
                        backlog -> backlog.oldestWaitingMillis() == null ? 0 : backlog.oldestWaitingMillis() / 1000.0));
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private static int up(Look<?> look) {
        return look.state() == State.UP ? 1 : 0;
    }

    private Number backlog(Function<Backlog, Number> number) {
        Look<Backlog> look = outbox.latest();
        return look.state() == State.UP ? number.apply(look.value()) : Double.valueOf(Double.NaN);
    }
}
