package io.redisstreams.outbox;

import io.redisstreams.event.Publication;
import io.redisstreams.outbox.OutboxStore.Inserted;
import java.util.concurrent.CompletableFuture;

/**
 * A committed row, and the callback that waits for its Redis id.
 *
 * @param held whether this instance may publish the row directly
 * @param messageId completed with null when there is none in time
 */
record PendingPublication(OutboxRow row, boolean held, CompletableFuture<String> messageId) {
    static PendingPublication of(Inserted inserted, Publication publication, CompletableFuture<String> messageId) {
        return new PendingPublication(new OutboxRow(inserted.id(), publication, null), inserted.held(), messageId);
    }
}
