package io.redisstreams.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/**
 * The publisher's confirmation that an event is stored.
 *
 * @param messageId the Redis id of its entry; null when it is in the outbox and not yet in Redis
 * @param timestamp the event's; for a repeated call, that of the first
 */
public record Receipt(
        UUID eventId, String messageId, @JsonIgnore Instant timestamp) {}
