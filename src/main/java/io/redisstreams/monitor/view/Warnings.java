package io.redisstreams.monitor.view;

import io.redisstreams.consume.HandlerRuns.SlowHandler;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.monitor.Abilities;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.OutboxBacklog.Backlog;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.view.Warning.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which states deserve a warning. The alert rules in docker/observability use the same limits. */
final class Warnings {
    private static final long OLD_LAG = 60_000;
    private static final long UNREAD = 5_000;
    private static final long OLD_OUTBOX = 10_000;
    private static final double FULL = 0.9;

    private final Snapshot snapshot;
    private final List<Warning> found = new ArrayList<>();

    private Warnings(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The worst first. */
    static List<Warning> of(Snapshot snapshot) {
        Warnings concerns = new Warnings(snapshot);
        concerns.servers();
        snapshot.stuck()
                .forEach(loop -> concerns.add(
                        Level.CRITICAL,
                        "worker-stuck",
                        loop.name() + " has made no progress for "
                                + seconds(loop.sinceBeat().toMillis())));
        snapshot.slowHandlers().forEach(concerns::slow);
        snapshot.failingJobs()
                .forEach(job -> concerns.add(
                        Level.WARNING, "job-failing", "The job " + job.name() + " fails: " + job.reason()));
        if (snapshot.open()) {
            concerns.add(
                    Level.WARNING,
                    "open-to-all",
                    "Whoever reaches this service may read and change everything: streams.security is none");
        }
        concerns.outbox(snapshot.outbox().value());
        snapshot.refusals().forEach(concerns::refusal);
        DeadLetterWarning.of(snapshot).ifPresent(concerns.found::add);
        snapshot.streams().forEach(concerns::stream);
        return concerns.found.stream()
                .sorted(Comparator.comparing(Warning::level))
                .toList();
    }

    private void servers() {
        Optional<RedisFault> redis = snapshot.faults()
                .redis()
                .or(() -> Optional.ofNullable(snapshot.redis().failure()).map(RedisFault::of));
        redis.ifPresent(fault -> add(
                Level.CRITICAL,
                fault.answered() ? "redis-refuses" : "redis-away",
                fault.sentence() + ". " + fault.advice()));
        Optional<ServerFault> check = snapshot.faults().postgres();
        Optional<String> postgres = check.map(ServerFault::sentence)
                .or(() -> Optional.ofNullable(snapshot.unfinished().error()));
        boolean away =
                check.filter(fault -> fault == ServerFault.POSTGRESQL_AWAY).isPresent();
        postgres.ifPresent(text -> add(Level.CRITICAL, away ? "postgres-away" : "postgres-fault", text));
        if (snapshot.faults().outboxLocked()) {
            add(Level.CRITICAL, "outbox-locked", Abilities.OUTBOX_LOCKED + ". Calls that write to it are answered 503");
        }
        if (redis.isEmpty() && postgres.isEmpty()) {
            snapshot.faults().interruptions().forEach(this::interrupted);
        }
        snapshot.degraded().forEach(reason -> add(Level.WARNING, "redis-degraded", reason));
    }

    private void interrupted(String group, String reason) {
        String stream = snapshot.settings().get(group).stream();
        add(Level.CRITICAL, "group-interrupted", group + " is interrupted: " + reason, stream, group);
    }

    private void slow(SlowHandler handler) {
        add(
                Level.WARNING,
                "handler-slow",
                "A handler of " + handler.group().name() + " has been busy for "
                        + seconds(handler.running().toMillis()) + " with " + handler.event()
                        + ", longer than the visibility timeout; what its consumer holds waits",
                handler.group().stream(),
                handler.group().name());
    }

    private void outbox(Backlog backlog) {
        if (backlog != null && backlog.oldestWaitingMillis() != null && backlog.oldestWaitingMillis() > OLD_OUTBOX) {
            add(
                    Level.WARNING,
                    "outbox-old",
                    backlog.waiting() + " events wait in the outbox, the first one for "
                            + seconds(backlog.oldestWaitingMillis()));
        }
    }

    private void refusal(String stream, RedisFault fault) {
        add(
                Level.CRITICAL,
                "outbox-refused",
                stream + " refuses events of the outbox: " + fault.sentence() + ". " + fault.advice(),
                stream,
                null);
    }

    private void stream(StreamSample stream) {
        if (stream.kind() == StreamSample.Kind.SOMETHING_ELSE) {
            add(Level.CRITICAL, "not-a-stream", "The key does not hold a stream", stream.name(), null);
        }
        if (stream.length() >= snapshot.maxEntries() * FULL) {
            add(
                    Level.WARNING,
                    "stream-full",
                    stream.name() + " holds " + stream.length() + " of at most " + snapshot.maxEntries() + " entries",
                    stream.name(),
                    null);
        }
        String holder = snapshot.heldBack().get(stream.name());
        if (holder != null) {
            add(
                    Level.NOTICE,
                    "trim-held-back",
                    stream.name() + " keeps old entries, because " + holder + " has not finished them",
                    stream.name(),
                    holder);
        }
        for (GroupSample group : stream.groups()) {
            if (snapshot.isConfigured(group)) {
                group(group);
            } else {
                ForeignGroupWarning.of(group).ifPresent(found::add);
            }
        }
    }

    private void group(GroupSample group) {
        if (!group.exists()) {
            add(Level.CRITICAL, "group-missing", group, group.name() + " is not in Redis");
        }
        if (snapshot.isPaused(group)) {
            add(Level.NOTICE, "group-paused", group, group.name() + " is paused");
        } else {
            lag(group);
        }
        GroupSettings settings = snapshot.settings().get(group.name());
        long patience = 2 * settings.visibilityTimeout().toMillis();
        if (group.longestIdleMillis() != null && group.longestIdleMillis() > patience) {
            add(
                    Level.WARNING,
                    "pending-old",
                    group,
                    "An entry was delivered to " + group.name() + " and no consumer has worked on it for "
                            + seconds(group.longestIdleMillis()));
        }
        UnhandledWarning.of(group, snapshot.unfinished(group)).ifPresent(found::add);
    }

    private void lag(GroupSample group) {
        Long alive = snapshot.aliveConsumers(group);
        Long waiting = group.lagMillis();
        if (waiting == null) {
            return;
        }
        if (waiting > UNREAD && alive != null && alive == 0) {
            add(
                    Level.CRITICAL,
                    "no-consumer",
                    group,
                    "Entries wait for " + group.name() + ", and none of its consumers lives");
        }
        if (waiting > OLD_LAG) {
            add(
                    Level.CRITICAL,
                    "lag-old",
                    group,
                    "An entry has waited for " + group.name() + " for " + seconds(waiting));
        }
    }

    private void add(Level level, String code, String text) {
        add(level, code, text, null, null);
    }

    private void add(Level level, String code, GroupSample group, String text) {
        add(level, code, text, group.stream(), group.name());
    }

    private void add(Level level, String code, String text, String stream, String group) {
        found.add(new Warning(level, code, text, stream, group));
    }

    private static String seconds(long millis) {
        return millis / 1000 + " s";
    }
}
