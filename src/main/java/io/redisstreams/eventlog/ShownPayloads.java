package io.redisstreams.eventlog;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Columns;
import io.redisstreams.process.PayloadBudget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads payloads of the event log as far as the response has room for them: PostgreSQL cuts those that are too long. */
@ApplicationScoped
class ShownPayloads {
    /** Smaller pages are not measured: one page of usual events. */
    private static final long SMALL = 256 * 1024;

    private static final String LENGTHS = "SELECT id, octet_length(payload::text) +"
            + " coalesce(octet_length(payload_bytes) * 4 / 3, 0) FROM event_log WHERE id = ANY (?)";
    /** The number of characters that take about {@code bytes}. */
    private static final String TEXTS = """
            SELECT id, octet_length(t) > ?,
                CASE WHEN octet_length(t) <= ? THEN t ELSE left(t, (?::bigint * length(t) / octet_length(t))::int) END,
                translate(encode(substr(payload_bytes, 1, ?), 'base64'), E'\\n', '')
            FROM event_log, LATERAL (SELECT payload::text AS t OFFSET 0) AS texts WHERE id = ANY (?)""";

    private final AgroalDataSource database;

    ShownPayloads(AgroalDataSource database) {
        this.database = database;
    }

    /** Fills in the shown payloads of the rows. */
    @Transactional(MANDATORY)
    void fill(List<EventLogEntry> rows, PayloadBudget room) {
        if (rows.isEmpty()) {
            return;
        }
        Map<Long, EventLogEntry> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id, row));
        try (Connection connection = database.getConnection()) {
            Map<Long, Long> lengths = lengths(connection, byId);
            long longest = PayloadBudget.longest(lengths.values(), room.mostBytes());
            long bytes = lengths.values().stream()
                    .mapToLong(length -> Math.min(length, longest))
                    .sum();
            if (bytes > SMALL) {
                room.reserve(bytes);
            }
            texts(connection, byId, longest);
        } catch (SQLException failure) {
            throw new IllegalStateException("The event log cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static Map<Long, Long> lengths(Connection connection, Map<Long, EventLogEntry> rows) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LENGTHS)) {
            new Columns<>(select, rows.keySet()).set(1, "int8", id -> id);
            Map<Long, Long> lengths = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lengths.put(row.getLong(1), row.getLong(2));
                }
            }
            return lengths;
        }
    }

    private static void texts(Connection connection, Map<Long, EventLogEntry> rows, long longest) throws SQLException {
        long bytes = Math.min(longest, Integer.MAX_VALUE);
        try (PreparedStatement select = connection.prepareStatement(TEXTS)) {
            select.setLong(1, bytes);
            select.setLong(2, bytes);
            select.setLong(3, bytes);
            select.setInt(4, (int) bytes);
            new Columns<>(select, rows.keySet()).set(5, "int8", id -> id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    EventLogEntry entry = rows.get(row.getLong(1));
                    entry.payloadTruncated = row.getBoolean(2);
                    entry.shownPayload = row.getString(3);
                    entry.payloadBase64 = row.getString(4);
                }
            }
        }
    }
}
