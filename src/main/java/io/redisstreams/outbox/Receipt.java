package io.redisstreams.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/**
 * What a publisher is told of an event that is kept.
 *
 * @param messageId the Redis id of its entry; null when it is in the outbox and not yet in Redis
 * @param timestamp the event's; of a repeated call, that of the first
 */
public record Receipt(
        UUID eventId, String messageId, @JsonIgnore Instant timestamp) {}
