package io.redisstreams.outbox;

import io.redisstreams.event.Event;
import io.redisstreams.event.Publication;
import io.redisstreams.postgres.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A row of the outbox.
 *
 * @param messageId the Redis id of its entry; null before it is published
 */
record OutboxRow(long id, Publication publication, String messageId) {
    /** The columns that {@link #read} reads, in this order and at the beginning. */
    static final String COLUMNS =
            "id, event_id, stream, event_type, payload, created_at, traceparent, deliver_at, message_id, key, publisher";

    static OutboxRow read(ResultSet row) throws SQLException {
        Event event = new Event(
                row.getObject(2, UUID.class),
                row.getString(4),
                row.getString(5),
                Times.instant(row, 6),
                row.getString(7),
                row.getString(10),
                row.getString(11));
        Publication publication = new Publication(row.getString(3), event, Times.instant(row, 8));
        return new OutboxRow(row.getLong(1), publication, row.getString(9));
    }

    OutboxRow published(String newMessageId) {
        return new OutboxRow(id, publication, newMessageId);
    }

    /** The lane that keeps the order of the row. */
    Lane lane() {
        return new Lane(publication.stream(), publication.event().key());
    }

    /** The events of one key in one stream. */
    record Lane(String stream, String key) {}
}
