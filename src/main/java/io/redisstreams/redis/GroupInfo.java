package io.redisstreams.redis;

/**
 * A consumer group as Redis reports it.
 *
 * @param pending entries that were delivered and not acknowledged yet
 * @param lag entries that were not delivered yet; null when Redis does not know
 */
public record GroupInfo(String name, long consumers, long pending, String lastDeliveredId, Long lag) {
    /** Entries that the group has not finished, as far as Redis knows. */
    public long waiting() {
        return pending + (lag == null ? 0 : lag);
    }

    /** Whether the entry is still to be delivered to the group. */
    public boolean isBefore(String messageId) {
        return EntryId.compare(lastDeliveredId, messageId) < 0;
    }
}
