package io.redisstreams.monitor;

import io.redisstreams.redis.ConsumerSample;
import io.redisstreams.redis.PendingEntry;
import java.util.List;
import java.util.Map;

/**
 * A consumer group as Redis reports it.
 *
 * @param exists whether Redis has it; if not, its numbers are 0 or null
 * @param lag entries not yet delivered; null when Redis does not know
 * @param lagMillis age of the oldest entry not yet delivered; 0 when there is none, null when unknown
 * @param entriesRead entries ever delivered; null when Redis does not know
 * @param oldestPending null when nothing is pending
 * @param longestIdleMillis of the oldest pending entries; null when nothing is pending
 * @param deliveries how many of the oldest pending entries had each number of deliveries
 * @param consumers at most a hundred, those with most pending first
 */
public record GroupSample(
        String name,
        String stream,
        boolean exists,
        long consumerCount,
        long pending,
        Long lag,
        Long lagMillis,
        String lastDeliveredId,
        Long entriesRead,
        PendingEntry oldestPending,
        Long longestIdleMillis,
        Map<Integer, Long> deliveries,
        List<ConsumerSample> consumers) {
    static GroupSample missing(String name, String stream) {
        return new GroupSample(name, stream, false, 0, 0, null, null, null, null, null, null, Map.of(), List.of());
    }

    /**
     * The work that is left for the group: entries, and retries that are due. Null when Redis or PostgreSQL has not
     * answered.
     *
     * @param unfinished null when unknown
     */
    public Long backlog(UnfinishedCounts unfinished) {
        return lag == null || unfinished == null ? null : Long.valueOf(lag + pending + unfinished.dueRetries());
    }

    /** Entries that were ever acknowledged; null when Redis does not know. */
    Long acknowledged() {
        return entriesRead == null ? null : entriesRead - pending;
    }
}
