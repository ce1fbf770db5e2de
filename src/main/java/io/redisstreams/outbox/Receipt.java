package io.redisstreams.outbox;

import java.util.UUID;

/**
 * What a publisher is told of an event that is kept.
 *
 * @param messageId the Redis id of its entry; null when it is in the outbox and not yet in Redis
 */
public record Receipt(UUID eventId, String messageId) {}
