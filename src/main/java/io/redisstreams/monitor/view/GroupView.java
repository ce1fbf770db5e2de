package io.redisstreams.monitor.view;

import io.redisstreams.group.InfoResponse;
import io.redisstreams.monitor.GroupPoint;
import io.redisstreams.monitor.Member;
import io.redisstreams.redis.PendingEntry;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A consumer group. In the overview {@code settings}, {@code consumers}, {@code deliveries} and {@code attempts} are
 * null.
 *
 * @param aliveConsumers null when unknown
 * @param lag entries not yet delivered; null when Redis does not know
 * @param lagMillis age of the oldest entry that waits for its delivery; 0 when none waits
 * @param trend of the lag in the last minute: rising, falling, steady; null with too few samples
 * @param backlog lag, pending and due retries together; null when the lag is
 */
@Schema(name = "MonitoredGroup")
record GroupView(
        String name,
        String stream,
        boolean configured,
        boolean exists,
        boolean paused,
        long consumerCount,
        Long aliveConsumers,
        long pending,
        Long lag,
        Long lagMillis,
        String trend,
        String lastDeliveredId,
        Long entriesRead,
        Double processedPerSecond,
        PendingEntry oldestPending,
        Long retrying,
        Long dueRetries,
        Long deadLetters,
        Long unhandled,
        Long backlog,
        InfoResponse.ConfiguredGroup settings,
        List<ConsumerView> consumers,
        List<Count> deliveries,
        List<Count> attempts,
        History history) {
    record ConsumerView(
            String name,
            String instance,
            String role,
            long pending,
            long idleMillis,
            Long inactiveMillis,
            Boolean alive) {
        static ConsumerView of(Member member) {
            return new ConsumerView(
                    member.consumer().name(),
                    member.instance(),
                    member.role().word(),
                    member.consumer().pending(),
                    member.consumer().idleMillis(),
                    member.consumer().inactiveMillis(),
                    member.alive());
        }
    }

    /** How often a value occurs. */
    record Count(int value, long count) {
        static List<Count> of(Map<Integer, Long> counts) {
            return counts.entrySet().stream()
                    .map(one -> new Count(one.getKey(), one.getValue()))
                    .toList();
        }
    }

    /** @param at epoch milliseconds */
    @Schema(name = "GroupHistory")
    record History(
            List<Long> at,
            List<Long> lag,
            List<Long> lagMillis,
            List<Long> pending,
            List<Long> oldestPendingMillis,
            List<Double> processedPerSecond) {
        static History of(List<GroupPoint> points) {
            return new History(
                    points.stream().map(GroupPoint::at).toList(),
                    points.stream().map(GroupPoint::lag).toList(),
                    points.stream().map(GroupPoint::lagMillis).toList(),
                    points.stream().map(GroupPoint::pending).toList(),
                    points.stream().map(GroupPoint::oldestPendingMillis).toList(),
                    points.stream().map(GroupPoint::processedPerSecond).toList());
        }
    }
}
