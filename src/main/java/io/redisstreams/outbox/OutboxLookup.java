package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds events in the outbox, which keeps them until every group of their stream has them. */
@ApplicationScoped
public class OutboxLookup {
    private static final String SELECT = """
            SELECT stream, event_type, payload, traceparent, created_at, deliver_at, published_at, message_id, publisher
            FROM outbox WHERE event_id = ? ORDER BY id""";

    private final AgroalDataSource database;

    OutboxLookup(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * An event in the outbox, for one stream.
     *
     * @param timestamp when it happened
     * @param deliverAt when to publish it; null: at once
     * @param publishedAt null when it is not in Redis yet
     * @param messageId null when it is not in Redis yet
     */
    public record StoredEvent(
            String stream,
            String eventType,
            String payload,
            String traceparent,
            Instant timestamp,
            Instant deliverAt,
            Instant publishedAt,
            String messageId,
            String publisher) {}

    public List<StoredEvent> of(UUID eventId) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SELECT)) {
            select.setObject(1, eventId);
            List<StoredEvent> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new StoredEvent(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            Times.instant(rows, 5),
                            Times.instant(rows, 6),
                            Times.instant(rows, 7),
                            rows.getString(8),
                            rows.getString(9)));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("The outbox cannot be read: " + failure.getMessage(), failure);
        }
    }
}
