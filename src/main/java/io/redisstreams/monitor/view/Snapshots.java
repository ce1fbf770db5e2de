package io.redisstreams.monitor.view;

import io.redisstreams.consume.HandlerRuns;
import io.redisstreams.consume.WorkerHealth;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.Member;
import io.redisstreams.monitor.NewDeadLetters;
import io.redisstreams.monitor.OutboxBacklog;
import io.redisstreams.monitor.PostgresCheck;
import io.redisstreams.monitor.RedisCheck;
import io.redisstreams.monitor.StreamCollector;
import io.redisstreams.monitor.StreamsSample;
import io.redisstreams.monitor.UnfinishedEvents;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.publish.EventPublisher;
import io.redisstreams.redis.RedisFacts;
import io.redisstreams.security.ModeCheck;
import io.redisstreams.tail.StreamNames;
import io.redisstreams.trim.Trimmer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is known. Queries a server only for the sample of Redis, and only when it is old. */
@ApplicationScoped
class Snapshots {
    private final StreamCollector collector;
    private final UnfinishedEvents unfinished;
    private final NewDeadLetters dying;
    private final OutboxBacklog outbox;
    private final PausedGroups paused;
    private final WorkerHealth workers;
    private final HandlerRuns runs;
    private final RedisFacts facts;
    private final Jobs jobs;
    private final RedisCheck redisCheck;
    private final PostgresCheck postgresCheck;
    private final EventPublisher publisher;
    private final Trimmer trimmer;
    private final StreamsConfig config;
    private final Clock clock;
    private final StreamNames names;
    private final Groups groups;
    private final ModeCheck mode;

    Snapshots(
            StreamCollector collector,
            UnfinishedEvents unfinished,
            NewDeadLetters dying,
            OutboxBacklog outbox,
            PausedGroups paused,
            WorkerHealth workers,
            HandlerRuns runs,
            RedisFacts facts,
            Jobs jobs,
            RedisCheck redisCheck,
            PostgresCheck postgresCheck,
            EventPublisher publisher,
            Trimmer trimmer,
            Groups groups,
            StreamNames names,
            StreamsConfig config,
            Clock clock,
            ModeCheck mode) {
        this.mode = mode;
        this.names = names;
        this.collector = collector;
        this.unfinished = unfinished;
        this.dying = dying;
        this.outbox = outbox;
        this.paused = paused;
        this.workers = workers;
        this.runs = runs;
        this.facts = facts;
        this.jobs = jobs;
        this.redisCheck = redisCheck;
        this.postgresCheck = postgresCheck;
        this.publisher = publisher;
        this.trimmer = trimmer;
        this.config = config;
        this.clock = clock;
        this.groups = groups;
    }

    /** Blocks when the last sample is too old. */
    Snapshot current() {
        return at(collector.current());
    }

    /** Like {@link #current()}, and contains a known stream that may be younger than the last sample. Blocks. */
    Snapshot with(String stream) {
        Snapshot now = current();
        if (now.redis().value() != null && now.redis().value().stream(stream).isPresent()) {
            return now;
        }
        names.require(stream);
        return at(collector.again());
    }

    Snapshot at(Look<StreamsSample> redis) {
        Set<String> pausedGroups = paused.all();
        return new Snapshot(
                clock.instant(),
                redis,
                unfinished.latest(),
                dying.latest(),
                outbox.latest(),
                groups.byName(),
                members(redis.value(), pausedGroups),
                pausedGroups,
                workers.loops(),
                runs.slow(),
                facts.degraded(),
                jobs.failing(),
                new Snapshot.Faults(
                        redisCheck.fault(),
                        postgresCheck.fault(),
                        postgresCheck.outboxFault().isPresent(),
                        workers.interruptions()),
                publisher.refusals(),
                mode.isOpen(),
                trimmer.heldBack(),
                config.retention().maxEntries());
    }

    private Map<GroupSample, List<Member>> members(StreamsSample sample, Set<String> pausedGroups) {
        Map<GroupSample, List<Member>> members = new IdentityHashMap<>();
        if (sample != null) {
            sample.streams().stream()
                    .flatMap(stream -> stream.groups().stream())
                    .forEach(group -> members.put(
                            group, sample.members(group, patience(group), pausedGroups.contains(group.name()))));
        }
        return members;
    }

    /** A consumer reads at least once in its block time, and renews its leases within the visibility timeout. */
    private Duration patience(GroupSample group) {
        GroupSettings own = groups.find(group.name()).orElse(null);
        return own == null
                ? config.defaults().block().plus(config.defaults().visibilityTimeout())
                : own.block().plus(own.visibilityTimeout());
    }
}
