package io.redisstreams.redis;

/**
 * An entry that was delivered and not acknowledged.
 *
 * @param ageMillis since its publication
 * @param idleMillis since its last delivery, or the last renewal of its lease
 * @param deliveries how many times it was delivered
 */
public record PendingEntry(String messageId, String consumer, long ageMillis, long idleMillis, int deliveries) {}
