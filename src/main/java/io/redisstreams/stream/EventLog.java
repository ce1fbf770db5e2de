package io.redisstreams.stream;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the audit, in the caller's transaction and by plain SQL: one statement for a whole batch, unless
 * its payloads are large. The unique key on
 * event and group decides who handles an event; whoever finds a row there has only to acknowledge.
 */
@ApplicationScoped
class EventLog {
    /**
     * Rows are numbered in the order of the stream, and written in the order of the key: two consumers that have the same
     * events wait for each other in one direction only.
     */
    private static final String INSERT = """
            INSERT INTO event_log (id, event_id, stream, message_id, event_type, payload, user_id, group_name, consumer,
                status, attempts, interruptions, next_attempt_at, error, traceparent, published_at, processed_at)
            OVERRIDING SYSTEM VALUE
            SELECT * FROM (
                SELECT nextval('event_log_id_seq'), e.event_id, ?, e.message_id, e.event_type, e.payload::jsonb, e.user_id,
                    ?, ?, e.status, e.attempts, (e.attempts = 0)::int,
                    clock_timestamp() + e.retry_ms * interval '1 millisecond', e.error, e.traceparent,
                    to_timestamp(e.published_ms / 1000.0),
                    CASE WHEN e.status = 'processed' THEN clock_timestamp() END
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::int[], ?::bigint[],
                    ?::text[], ?::text[], ?::bigint[])
                    AS e (event_id, message_id, event_type, payload, user_id, status, attempts, retry_ms, error,
                    traceparent, published_ms)) AS numbered
            ORDER BY event_id
            ON CONFLICT (event_id, group_name) DO NOTHING
            RETURNING event_id""";

    private final AgroalDataSource database;

    EventLog(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * The ids of the events that the group did not have yet; the others are left as they are.
     *
     * @throws UnstorablePayloadException when one of the payloads is none that jsonb takes
     * @throws EventLockedException when another session has written one of the rows and not committed
     */
    @Transactional(MANDATORY)
    Set<UUID> insert(GroupSettings group, String consumer, List<Row> rows) throws SQLException {
        Set<UUID> fresh = new HashSet<>();
        for (List<Row> some : Parts.of(rows, row -> row.payload().length())) {
            fresh.addAll(insertPart(group, consumer, some));
        }
        return fresh;
    }

    private Set<UUID> insertPart(GroupSettings group, String consumer, List<Row> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, group.stream());
            insert.setString(2, group.name());
            insert.setString(3, consumer);
            Columns<Row> columns = new Columns<>(insert, rows);
            columns.set(4, "uuid", Row::eventId);
            columns.set(5, "text", Row::messageId);
            columns.set(6, "text", Row::eventType);
            columns.set(7, "text", Row::payload);
            columns.set(8, "uuid", Row::userId);
            columns.set(9, "text", row -> row.status().column());
            columns.set(10, "int4", Row::attempts);
            columns.set(
                    11,
                    "int8",
                    row -> row.retryAfter() == null ? null : row.retryAfter().toMillis());
            columns.set(12, "text", Row::error);
            columns.set(13, "text", Row::traceparent);
            columns.set(14, "int8", Row::publishedMillis);
            return ids(insert.executeQuery());
        } catch (SQLException failure) {
            if (ServerFaults.lockTimeout(failure)) {
                throw new EventLockedException(failure);
            }
            if (unstorable(failure)) {
                throw new UnstorablePayloadException(failure);
            }
            throw failure;
        }
    }

    /** Class 22, data exception, or 54, beyond a limit: what the entry carries cannot be stored, whoever tries. */
    private static boolean unstorable(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54"));
    }

    private static Set<UUID> ids(ResultSet result) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        while (result.next()) {
            ids.add(result.getObject(1, UUID.class));
        }
        return ids;
    }

    /** A row to be; {@code retryAfter} only for {@link Status#RETRYING}. At attempt 0 it was only interrupted. */
    record Row(
            UUID eventId,
            String messageId,
            String eventType,
            String payload,
            UUID userId,
            Status status,
            int attempts,
            Duration retryAfter,
            String error,
            String traceparent,
            long publishedMillis) {
        static Row processed(Work work) {
            return of(work, Status.PROCESSED, 1, null, null);
        }

        static Row retrying(Work work, int attempts, Duration retryAfter, String error) {
            return of(work, Status.RETRYING, attempts, retryAfter, error);
        }

        static Row dead(Work work, int attempts, String error) {
            return of(work, Status.DEAD, attempts, null, error);
        }

        private static Row of(Work work, Status status, int attempts, Duration retryAfter, String error) {
            var event = work.entry().event();
            return new Row(
                    event.id(),
                    work.entry().messageId(),
                    SafeText.name(event.type()),
                    event.payload(),
                    work.userId(),
                    status,
                    attempts,
                    retryAfter,
                    error,
                    SafeText.name(event.traceparent()),
                    event.timestamp().toEpochMilli());
        }

        Row withPayload(String payload) {
            return new Row(
                    eventId,
                    messageId,
                    eventType,
                    payload,
                    userId,
                    status,
                    attempts,
                    retryAfter,
                    error,
                    traceparent,
                    publishedMillis);
        }
    }
}
