package io.redisstreams.eventlog;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.Parts;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the audit, in the caller's transaction and by plain SQL: one statement for a whole batch, unless its payloads
 * are large. The unique key on event and group decides which consumer handles an event; a consumer that finds a row only
 * acknowledges.
 */
@ApplicationScoped
public class EventLog {
    /**
     * Rows are numbered in the order of the stream, and written in the order of the key: two consumers with the same
     * events wait for each other in one direction only.
     */
    private static final String INSERT = """
            INSERT INTO event_log (id, event_id, stream, message_id, event_type, payload, payload_text,
                payload_bytes, user_id, group_name, consumer, status, attempts, interruptions, next_attempt_at, error,
                traceparent, key, publisher, published_at, processed_at, died_at, answer)
            OVERRIDING SYSTEM VALUE
            SELECT * FROM (
                SELECT nextval('event_log_id_seq'), e.event_id, ?, e.message_id, e.event_type,
                    coalesce(e.shown, e.payload)::jsonb, e.payload, e.payload_bytes, e.user_id, ?, ?, e.status, e.attempts,
                    (e.status = 'retrying' AND e.attempts = 0)::int, clock_timestamp() + e.retry_ms * interval '1 millisecond', e.error,
                    e.traceparent, e.key, e.publisher,
                    to_timestamp(e.published_ms / 1000.0),
                    CASE WHEN e.status = 'processed' THEN clock_timestamp() END,
                    CASE WHEN e.status = 'dead' THEN clock_timestamp() END, e.answer::jsonb
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::int[], ?::bigint[],
                    ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[])
                    AS e (event_id, message_id, event_type, payload, user_id, status, attempts, retry_ms, error,
                    traceparent, published_ms, shown, payload_bytes, key, answer, publisher)) AS numbered
            ORDER BY event_id
            ON CONFLICT (event_id, group_name) DO NOTHING
            RETURNING event_id""";

    private final AgroalDataSource database;

    EventLog(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Returns the ids of the events that the group did not have yet; the others are left as they are.
     *
     * @throws UnstorablePayloadException when jsonb refuses one of the payloads
     * @throws EventLockedException when another session has written one of the rows and not committed
     */
    @Transactional(MANDATORY)
    public Set<UUID> insert(GroupSettings group, String consumer, List<LogRecord> rows) throws SQLException {
        Set<UUID> fresh = new HashSet<>();
        for (List<LogRecord> some : Parts.of(rows, LogRecord::characters)) {
            fresh.addAll(insertPart(group, consumer, some));
        }
        return fresh;
    }

    /** Returns those of the events that the group already has in its log. */
    public Set<UUID> known(GroupSettings group, Collection<UUID> eventIds) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT event_id FROM event_log WHERE event_id = ANY (?) AND group_name = ?")) {
            new Columns<>(select, eventIds).set(1, "uuid", id -> id);
            select.setString(2, group.name());
            return ids(select.executeQuery());
        } catch (SQLException failure) {
            throw new IllegalStateException("The event log cannot be read: " + failure.getMessage(), failure);
        }
    }

    private Set<UUID> insertPart(GroupSettings group, String consumer, List<LogRecord> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, group.stream());
            insert.setString(2, group.name());
            insert.setString(3, consumer);
            Columns<LogRecord> columns = new Columns<>(insert, rows);
            columns.set(4, "uuid", LogRecord::eventId);
            columns.set(5, "text", LogRecord::messageId);
            columns.set(6, "text", LogRecord::eventType);
            columns.set(7, "text", LogRecord::payload);
            columns.set(8, "uuid", LogRecord::userId);
            columns.set(9, "text", row -> row.status().column());
            columns.set(10, "int4", LogRecord::attempts);
            columns.set(
                    11,
                    "int8",
                    row -> row.retryAfter() == null ? null : row.retryAfter().toMillis());
            columns.set(12, "text", LogRecord::error);
            columns.set(13, "text", LogRecord::traceparent);
            columns.set(14, "int8", LogRecord::publishedMillis);
            columns.set(15, "text", LogRecord::shown);
            columns.set(16, "bytea", LogRecord::payloadBytes);
            columns.set(17, "text", LogRecord::key);
            columns.set(18, "text", LogRecord::answer);
            columns.set(19, "text", LogRecord::publisher);
            return ids(insert.executeQuery());
        } catch (SQLException failure) {
            if (ServerFault.LOCK_TIMEOUT.isCauseOf(failure)) {
                throw new EventLockedException(failure);
            }
            throw UnstorablePayloadException.orElse(failure);
        }
    }

    private static Set<UUID> ids(ResultSet result) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        while (result.next()) {
            ids.add(result.getObject(1, UUID.class));
        }
        return ids;
    }
}
