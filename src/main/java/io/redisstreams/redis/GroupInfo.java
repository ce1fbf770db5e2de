package io.redisstreams.redis;

/**
 * A consumer group as Redis sees it.
 *
 * @param pending entries delivered and not yet acknowledged
 * @param lag entries not yet delivered; null when Redis cannot tell
 */
public record GroupInfo(String name, long consumers, long pending, String lastDeliveredId, Long lag) {
    /** Entries that the group has not finished with, as far as Redis can tell. */
    public long waiting() {
        return pending + (lag == null ? 0 : lag);
    }

    /** Whether the entry has yet to be delivered to the group. */
    public boolean isBefore(String messageId) {
        return EntryId.compare(lastDeliveredId, messageId) < 0;
    }
}
