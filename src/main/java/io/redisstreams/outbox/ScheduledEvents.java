package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import io.redisstreams.postgres.Times;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Events in the outbox whose time has not come. */
@ApplicationScoped
public class ScheduledEvents {
    private static final Logger LOG = Logger.getLogger(ScheduledEvents.class);
    private static final String WHERE = """
            FROM outbox WHERE published_at IS NULL AND deliver_at > clock_timestamp()
                AND (?::text IS NULL OR stream = ?) AND (?::text IS NULL OR event_type = ?)""";
    private static final String LIST = "SELECT event_id, stream, event_type, deliver_at, created_at " + WHERE
            + " ORDER BY deliver_at, id LIMIT ? OFFSET ?";
    private static final String COUNT = "SELECT count(*) " + WHERE;

    /**
     * The sweep publishes no event before its time, so an event is either cancelled or published. Its id is free again.
     */
    private static final String CANCEL = """
            WITH cancelled AS (
                DELETE FROM outbox WHERE event_id = ? AND (?::text IS NULL OR stream = ?)
                    AND published_at IS NULL AND deliver_at > clock_timestamp()
                RETURNING event_id, stream),
            forgotten AS (
                DELETE FROM publication_ids i USING cancelled c WHERE i.event_id = c.event_id AND i.stream = c.stream)
            SELECT stream FROM cancelled ORDER BY stream""";

    private static final String PUBLISH = """
            WITH due AS (
                UPDATE outbox SET deliver_at = clock_timestamp() WHERE event_id = ? AND (?::text IS NULL OR stream = ?)
                    AND published_at IS NULL AND deliver_at > clock_timestamp()
                RETURNING stream)
            SELECT stream FROM due ORDER BY stream""";

    private final AgroalDataSource database;

    private final Operations operations;
    private final Caller caller;

    ScheduledEvents(AgroalDataSource database, Operations operations, Caller caller) {
        this.caller = caller;
        this.database = database;
        this.operations = operations;
    }

    /** @param createdAt when it was scheduled */
    public record Scheduled(UUID eventId, String stream, String eventType, Instant deliverAt, Instant createdAt) {}

    /** @param total of all matching events, not only of this page */
    public record ScheduledPage(List<Scheduled> events, long total) {}

    /** Returns the next ones first. Null filters match everything. */
    public ScheduledPage list(String stream, String eventType, int limit, int offset) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LIST);
                var count = connection.prepareStatement(COUNT)) {
            filter(select, stream, eventType);
            select.setInt(5, limit);
            select.setInt(6, offset);
            filter(count, stream, eventType);
            return new ScheduledPage(events(select), total(count));
        } catch (SQLException failure) {
            throw new IllegalStateException("Scheduled events cannot be listed: " + failure.getMessage(), failure);
        }
    }

    /**
     * Removes an event before its time. Returns the streams that it was scheduled for; empty when there is no such
     * event.
     *
     * @param stream null: all for which the event is scheduled
     */
    public List<String> cancel(UUID eventId, String stream) {
        List<String> streams = QuarkusTransaction.requiringNew().call(() -> {
            List<String> cancelled = streams(CANCEL, eventId, stream);
            cancelled.forEach(caller::requireCustomPublisherOf);
            if (!cancelled.isEmpty()) {
                operations.record(Operation.on("scheduled.cancel", eventId.toString()), cancelled.size());
            }
            return cancelled;
        });
        streams.forEach(name -> LOG.infof("Event %s, scheduled for %s, is cancelled", eventId, name));
        return streams;
    }

    private List<String> streams(String sql, UUID eventId, String stream) {
        try (var connection = database.getConnection();
                var change = connection.prepareStatement(sql)) {
            change.setObject(1, eventId);
            change.setString(2, stream);
            change.setString(3, stream);
            List<String> streams = new ArrayList<>();
            try (ResultSet rows = change.executeQuery()) {
                while (rows.next()) {
                    streams.add(rows.getString(1));
                }
            }
            return streams;
        } catch (SQLException failure) {
            throw new IllegalStateException("The scheduled event cannot be changed: " + failure.getMessage(), failure);
        }
    }

    /**
     * Makes an event due now. Returns the streams to which it goes in a moment; empty when there is no such event.
     *
     * @param stream null: all for which the event is scheduled
     */
    public List<String> publish(UUID eventId, String stream) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<String> due = streams(PUBLISH, eventId, stream);
            due.forEach(caller::requireCustomPublisherOf);
            if (!due.isEmpty()) {
                operations.record(Operation.on("scheduled.publish", eventId.toString()), due.size());
            }
            return due;
        });
    }

    private static void filter(PreparedStatement statement, String stream, String eventType) throws SQLException {
        statement.setString(1, stream);
        statement.setString(2, stream);
        statement.setString(3, eventType);
        statement.setString(4, eventType);
    }

    private static List<Scheduled> events(PreparedStatement select) throws SQLException {
        List<Scheduled> events = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                events.add(new Scheduled(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        Times.instant(row, 4),
                        Times.instant(row, 5)));
            }
        }
        return events;
    }

    private static long total(PreparedStatement count) throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
