package io.redisstreams.monitor.view;

import io.redisstreams.consume.HandlerRuns.SlowHandler;
import io.redisstreams.consume.WorkerHealth.LoopHealth;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.Member;
import io.redisstreams.monitor.NewDeadLetters.Growth;
import io.redisstreams.monitor.OutboxBacklog.Backlog;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.StreamsSample;
import io.redisstreams.monitor.UnfinishedCounts;
import io.redisstreams.process.Jobs.FailingJob;
import io.redisstreams.process.Polled.Look;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known at one time: the samples of Redis and PostgreSQL, and this instance's own state.
 *
 * @param settings of the configured groups, by name
 * @param members of the groups in the sample, by stream and group
 * @param refusals by stream, why it refuses events of the outbox
 * @param open whether whoever reaches this machine may do everything
 * @param heldBack by stream, the group because of which old entries stay
 */
record Snapshot(
        Instant at,
        Look<StreamsSample> redis,
        Look<Map<String, UnfinishedCounts>> unfinished,
        Look<Growth> dying,
        Look<Backlog> outbox,
        Map<String, GroupSettings> settings,
        Map<GroupSample, List<Member>> members,
        Set<String> paused,
        List<LoopHealth> loops,
        List<SlowHandler> slowHandlers,
        List<String> degraded,
        List<FailingJob> failingJobs,
        Faults faults,
        Map<String, RedisFault> refusals,
        boolean open,
        Map<String, String> heldBack,
        long maxEntries) {
    /**
     * What prevents the work of this instance now.
     *
     * @param redis why Redis accepts no entries
     * @param postgres why PostgreSQL accepts no writes
     * @param outboxLocked whether PostgreSQL accepts writes, but not to the outbox
     * @param interruptions by group, why its loops fail
     */
    record Faults(
            Optional<RedisFault> redis,
            Optional<ServerFault> postgres,
            boolean outboxLocked,
            Map<String, String> interruptions) {}

    List<StreamSample> streams() {
        return redis.value() == null ? List.of() : redis.value().streams();
    }

    /** Null before the first answer of PostgreSQL. */
    UnfinishedCounts unfinished(GroupSample group) {
        return unfinished.value() == null || !isConfigured(group)
                ? null
                : unfinished.value().getOrDefault(group.name(), UnfinishedCounts.NONE);
    }

    boolean isConfigured(GroupSample group) {
        return settings.containsKey(group.name())
                && settings.get(group.name()).stream().equals(group.stream());
    }

    boolean isPaused(GroupSample group) {
        return isConfigured(group) && paused.contains(group.name());
    }

    /** Null when unknown. */
    Long aliveConsumers(GroupSample group) {
        List<Member> known = members.getOrDefault(group, List.of());
        if (isPaused(group) || known.size() < group.consumerCount()) {
            return null;
        }
        return known.stream()
                .map(Member::alive)
                .filter(Objects::nonNull)
                .filter(alive -> alive)
                .count();
    }

    List<LoopHealth> stuck() {
        return loops.stream().filter(LoopHealth::stuck).toList();
    }
}
