package io.redisstreams.consume;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** A row of the event log as the tests look at it. */
public record LogRow(
        long id,
        UUID eventId,
        String messageId,
        String eventType,
        String status,
        int attempts,
        Instant nextAttemptAt,
        String error,
        String consumer,
        Instant publishedAt,
        Instant createdAt) {
    static final String COLUMNS =
            "id, event_id, message_id, event_type, status, attempts, next_attempt_at, error, consumer, published_at,"
                    + " created_at";

    static LogRow of(ResultSet row) throws SQLException {
        return new LogRow(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getTimestamp(7) == null ? null : row.getTimestamp(7).toInstant(),
                row.getString(8),
                row.getString(9),
                row.getTimestamp(10).toInstant(),
                row.getTimestamp(11).toInstant());
    }
}
