package io.redisstreams.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.redisstreams.consume.RetryPolicy.Decision;
import io.redisstreams.consume.RetryPolicy.GiveUp;
import io.redisstreams.event.Event;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.publish.TimerBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The engine's counters, by stream and group. Only existing groups get labels, so their number is bounded. All series
 * exist from the start: a series that begins at 1 shows no increase.
 */
@Startup
@ApplicationScoped
class EngineMetrics {
    private record Meters(
            Counter processed,
            Counter unhandled,
            Counter failed,
            Counter retried,
            Counter dead,
            Counter reclaimed,
            Counter lost,
            Counter conflicting,
            Map<ServerFault, Counter> interrupted,
            Timer handler,
            Timer batch,
            Timer endToEnd) {
        Stream<Meter> all() {
            return Stream.concat(
                    Stream.of(processed, failed, retried, dead, reclaimed, lost, handler, batch, endToEnd),
                    interrupted.values().stream());
        }
    }

    private final Map<String, Meters> byGroup = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final HandlerRuns runs;
    private final Activity activity;
    private final Clock clock;

    EngineMetrics(MeterRegistry registry, HandlerRuns runs, Activity activity, Groups groups, Clock clock) {
        this.runs = runs;
        this.activity = activity;
        this.registry = registry;
        this.clock = clock;
        groups.follow(change -> {
            change.added().forEach(this::meters);
            change.removed().forEach(this::forget);
        });
    }

    private void forget(GroupSettings group) {
        Meters meters = byGroup.remove(group.name());
        if (meters != null) {
            meters.all().forEach(registry::remove);
        }
    }

    /** One call of a handler, for one event or for a run of them, which all have one type. */
    void timeHandler(GroupSettings group, List<HandlerCall> works, Consumer<List<HandlerCall>> handler) {
        long from = System.nanoTime();
        try {
            runs.run(group, works, handler);
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - from);
            meters(group).handler.record(time);
            activity.ran(group, works.get(0).entry().event().type(), works.size(), time);
        }
    }

    /** One call of a remote handler. */
    void called(GroupSettings group, long millis) {
        meters(group).handler.record(millis, TimeUnit.MILLISECONDS);
    }

    <T> T timeBatch(GroupSettings group, Supplier<T> batch) {
        return meters(group).batch.record(batch);
    }

    /** Counts committed events: those that were handled, those without a handler, and those whose payload is bad. */
    void handled(GroupSettings group, List<HandlerCall> works) {
        Meters meters = meters(group);
        long now = clock.millis();
        for (HandlerCall work : works) {
            Event event = work.entry().event();
            long age = Math.max(0, now - event.timestamp().toEpochMilli());
            meters.endToEnd.record(age, TimeUnit.MILLISECONDS);
            if (work.problem() != null) {
                died(group, event.type());
            } else if (work.isUnhandled(group)) {
                meters.unhandled.increment();
            } else {
                meters.processed.increment();
                activity.processed(group, event.type(), age);
            }
        }
    }

    void failed(GroupSettings group, String eventType, Decision decision) {
        meters(group).failed.increment();
        activity.failed(group, eventType);
        if (decision instanceof GiveUp) {
            died(group, eventType);
        }
    }

    /** An event that becomes a dead letter. */
    void died(GroupSettings group, String eventType) {
        meters(group).dead.increment();
        activity.dead(group, eventType);
    }

    void retried(GroupSettings group) {
        meters(group).retried.increment();
    }

    /** A run that a fault of the servers ended. */
    void interrupted(GroupSettings group, ServerFault fault) {
        meters(group).interrupted.get(fault).increment();
    }

    void reclaimed(GroupSettings group, int entries) {
        meters(group).reclaimed.increment(entries);
    }

    void lost(GroupSettings group, int entries) {
        meters(group).lost.increment(entries);
    }

    void conflicting(GroupSettings group, int entries) {
        meters(group).conflicting.increment(entries);
    }

    private Meters meters(GroupSettings group) {
        return byGroup.computeIfAbsent(group.name(), name -> register(group));
    }

    private Meters register(GroupSettings group) {
        Gauge.builder("streams.handler.longest", runs, all -> all.longestSeconds(group.name()))
                .description("How long the slowest running handler has been busy with one event; 0: none runs")
                .baseUnit("seconds")
                .tags("stream", group.stream(), "group", group.name())
                .register(registry);
        return new Meters(
                counter(group, "processed", "Events handled and committed"),
                counter(group, "unhandled", "Events logged without a handler"),
                counter(group, "failed", "Runs of a handler that threw"),
                counter(group, "retried", "Events run again after a failure"),
                counter(group, "dead", "Events that became dead letters"),
                counter(group, "reclaimed", "Entries taken over from other consumers"),
                counter(group, "lost", "Pending entries that were deleted from the stream"),
                counter(
                        group,
                        "conflicting",
                        "Entries without effect: their id is that of an event with other content"),
                interrupted(group),
                timer(group, "handler", "One call of a handler, for one event or a run of them"),
                timer(group, "batch", "One batch, from its first statement to its commit"),
                timer(group, "end.to.end", "From publishing to commit, by the clocks of both"));
    }

    private Counter counter(GroupSettings group, String name, String description) {
        return Counter.builder("streams.events." + name)
                .description(description)
                .tags("stream", group.stream(), "group", group.name())
                .register(registry);
    }

    private Map<ServerFault, Counter> interrupted(GroupSettings group) {
        Map<ServerFault, Counter> counters = new EnumMap<>(ServerFault.class);
        for (ServerFault fault : ServerFault.values()) {
            counters.put(
                    fault,
                    Counter.builder("streams.runs.interrupted")
                            .description(
                                    "Runs of handlers that a fault of the servers ended; they do not count as attempts")
                            .tags("stream", group.stream(), "group", group.name(), "fault", fault.label())
                            .register(registry));
        }
        return counters;
    }

    private Timer timer(GroupSettings group, String name, String description) {
        return TimerBuckets.of("streams." + name)
                .description(description)
                .tags("stream", group.stream(), "group", group.name())
                .register(registry);
    }
}
