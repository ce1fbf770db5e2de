package io.redisstreams.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * An event that is in the outbox once the transaction commits.
 *
 * @param messageId completes with the Redis id of the entry, or with null when Redis has not answered in time, the event
 *     is scheduled, or the transaction was rolled back; never fails
 * @param timestamp the event's; of a repeated call, that of the first
 */
public record Appended(UUID eventId, CompletionStage<String> messageId, Instant timestamp) {
    /** Waits, without blocking, for what Redis says. Subscribe after the commit. */
    public Uni<Receipt> receipt() {
        return Uni.createFrom().completionStage(messageId).map(id -> new Receipt(eventId, id, timestamp));
    }
}
