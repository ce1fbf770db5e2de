package io.redisstreams.outbox;

import io.redisstreams.stream.Publication;

/**
 * A row of the outbox.
 *
 * @param messageId the Redis id of its entry; null before it is published
 */
record OutboxRow(long id, Publication publication, String messageId) {
    OutboxRow published(String newMessageId) {
        return new OutboxRow(id, publication, newMessageId);
    }
}
