package io.redisstreams.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * An event that the outbox has once the transaction commits.
 *
 * @param messageId completes with the Redis id of the entry, or with null when Redis has not answered in time, the event
 *     is scheduled, or the transaction was rolled back; never fails
 * @param timestamp the event's; for a repeated call, that of the first
 */
public record Appended(UUID eventId, CompletionStage<String> messageId, Instant timestamp) {
    /** Waits for Redis's answer without blocking. Subscribe after the commit. */
    public Uni<Receipt> receipt() {
        return Uni.createFrom().completionStage(messageId).map(id -> new Receipt(eventId, id, timestamp));
    }
}
