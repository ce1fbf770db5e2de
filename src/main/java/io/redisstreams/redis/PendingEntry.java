package io.redisstreams.redis;

/**
 * An entry that was delivered and not acknowledged.
 *
 * @param ageMillis since it was published
 * @param idleMillis since it was last delivered, or its lease renewed
 * @param deliveries the number of consumers that had it in hand
 */
public record PendingEntry(String messageId, String consumer, long ageMillis, long idleMillis, int deliveries) {}
