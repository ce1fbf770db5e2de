package io.redisstreams.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.process.Polled.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The state of each group, for Prometheus and autoscalers, from the last sample. An unknown number is left out. */
@ApplicationScoped
class GroupGauges {
    private final Groups groups;
    private final StreamCollector redis;
    private final UnfinishedEvents postgres;
    private final PausedGroups paused;

    /** By group. */
    private final Map<String, List<Meter>> gauges = new HashMap<>();

    GroupGauges(Groups groups, StreamCollector redis, UnfinishedEvents postgres, PausedGroups paused) {
        this.groups = groups;
        this.redis = redis;
        this.postgres = postgres;
        this.paused = paused;
    }

    void register(@Observes StartupEvent startup, MeterRegistry registry) {
        groups.follow(change -> {
            change.removed()
                    .forEach(group ->
                            gauges.getOrDefault(group.name(), List.of()).forEach(registry::remove));
            change.removed().forEach(group -> gauges.remove(group.name()));
            change.added().forEach(group -> gauges.put(group.name(), new Registration(registry, group).all()));
        });
    }

    private final class Registration {
        private final MeterRegistry registry;
        private final GroupSettings group;
        private final List<Meter> registered = new ArrayList<>();

        Registration(MeterRegistry registry, GroupSettings group) {
            this.registry = registry;
            this.group = group;
        }

        List<Meter> all() {
            sampled("streams.lag", "Entries not yet delivered", GroupSample::lag);
            sampled(
                    "streams.lag.age.seconds",
                    "Age of the oldest entry not yet delivered",
                    sample -> seconds(sample.lagMillis()));
            sampled("streams.pending", "Entries delivered and not acknowledged", GroupSample::pending);
            sampled(
                    "streams.pending.oldest.age.seconds",
                    "Age of the oldest entry that is pending",
                    sample -> sample.oldestPending() == null
                            ? Integer.valueOf(0)
                            : seconds(sample.oldestPending().ageMillis()));
            sampled(
                    "streams.pending.longest.idle.seconds",
                    "Longest time since a consumer last worked on a pending entry",
                    sample -> sample.longestIdleMillis() == null
                            ? Integer.valueOf(0)
                            : seconds(sample.longestIdleMillis()));
            sampled(
                    "streams.backlog",
                    "Work of the group: lag, pending entries and due retries",
                    sample -> sample.backlog(counts()));
            counted("streams.dead.letters", "Events that the group gave up on", UnfinishedCounts::deadLetters);
            counted("streams.unhandled", "Events without a handler in the group", UnfinishedCounts::unhandledEvents);
            counted("streams.retries", "Events that wait for a retry", UnfinishedCounts::retrying);
            counted("streams.retries.due", "Retries whose time has come", UnfinishedCounts::dueRetries);
            gauge(
                    "streams.group.paused",
                    "Whether the group is paused",
                    any -> paused.all().contains(group.name()) ? 1 : 0);
            return registered;
        }

        private void sampled(String name, String description, Function<GroupSample, Number> number) {
            gauge(name, description, any -> {
                var look = redis.latest();
                return look.state() != State.UP
                        ? null
                        : look.value().stream(group.stream())
                                .flatMap(stream -> stream.group(group.name()))
                                .filter(GroupSample::exists)
                                .map(number)
                                .orElse(null);
            });
        }

        private void counted(String name, String description, Function<UnfinishedCounts, Number> number) {
            gauge(name, description, any -> counts() == null ? null : number.apply(counts()));
        }

        /** Null when PostgreSQL does not answer. */
        private UnfinishedCounts counts() {
            var look = postgres.latest();
            return look.state() == State.UP ? look.value().getOrDefault(group.name(), UnfinishedCounts.NONE) : null;
        }

        private void gauge(String name, String description, Function<GroupSettings, Number> number) {
            registered.add(Gauge.builder(name, group, settings -> {
                        Number known = number.apply(settings);
                        return known == null ? Double.NaN : known.doubleValue();
                    })
                    .description(description)
                    .tags("stream", group.stream(), "group", group.name())
                    .strongReference(true)
                    .register(registry));
        }

        private Double seconds(Long millis) {
            return millis == null ? null : Double.valueOf(millis / 1000.0);
        }
    }
}
