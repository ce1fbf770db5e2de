package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.group.Status;
import io.redisstreams.postgres.Search;
import io.redisstreams.postgres.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups dead letters by what their errors have in common: the first line, with ids and numbers taken out. That is decided
 * by the function {@code error_fingerprint} in PostgreSQL, so that letters can be found by it.
 */
@ApplicationScoped
public class DeadLetterErrors {
    private static final int MOST_LETTERS = 50_000;
    private static final String SUMMARY = """
            SELECT fingerprint, count(*), min(created_at), max(created_at), array_agg(DISTINCT stream),
                array_agg(DISTINCT group_name), array_agg(DISTINCT event_type), max(id), sum(count(*)) OVER ()
            FROM (SELECT coalesce(error_fingerprint(error), '') AS fingerprint, created_at, stream, group_name, event_type, id
                FROM event_log WHERE status = 'dead' AND (?::text IS NULL OR stream = ?)
                  AND (?::text IS NULL OR group_name = ?) AND (?::text IS NULL OR event_type = ?)
                ORDER BY id DESC LIMIT ?) AS letters
            GROUP BY fingerprint ORDER BY count(*) DESC, max(id) DESC LIMIT 100""";
    private static final String ERRORS = "SELECT id, error FROM event_log WHERE id = ANY (?)";

    private final AgroalDataSource database;
    private final EventLogSearch log;

    DeadLetterErrors(AgroalDataSource database, EventLogSearch log) {
        this.database = database;
        this.log = log;
    }

    /**
     * @param total of all letters that match
     * @param summarized the newest of them, which were looked at
     * @param errors the most frequent first, at most a hundred
     */
    public record Summary(long total, long summarized, List<Kind> errors) {}

    /** Letters whose errors are of one kind; {@code firstAt} and {@code lastAt} are when they were logged. */
    public record Kind(
            String fingerprint,
            long count,
            Instant firstAt,
            Instant lastAt,
            List<String> streams,
            List<String> groups,
            List<String> eventTypes,
            long latestId,
            String latestError) {
        Kind withError(String error) {
            return new Kind(fingerprint, count, firstAt, lastAt, streams, groups, eventTypes, latestId, error);
        }
    }

    /** Of letters of this stream, group and event type; null: of any. */
    @Search("dead-letters")
    public Summary summary(String stream, String group, String eventType) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SUMMARY)) {
            String[] asked = {stream, stream, group, group, eventType, eventType};
            for (int i = 0; i < asked.length; i++) {
                select.setString(i + 1, asked[i]);
            }
            select.setInt(asked.length + 1, MOST_LETTERS);
            List<Kind> kinds = new ArrayList<>();
            long summarized = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    kinds.add(kind(rows));
                    summarized = rows.getLong(9);
                }
            }
            long total = summarized < MOST_LETTERS ? summarized : total(stream, group, eventType);
            return new Summary(total, summarized, withErrors(connection, kinds));
        } catch (SQLException failure) {
            throw new IllegalStateException("Dead letters cannot be read: " + failure.getMessage(), failure);
        }
    }

    private long total(String stream, String group, String eventType) {
        return log.count(new EventLogFilter(eventType, null, Status.DEAD, stream, group, null, null, null, null, null));
    }

    private static Kind kind(ResultSet row) throws SQLException {
        return new Kind(
                row.getString(1),
                row.getLong(2),
                Times.instant(row, 3),
                Times.instant(row, 4),
                strings(row.getArray(5)),
                strings(row.getArray(6)),
                strings(row.getArray(7)),
                row.getLong(8),
                null);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static List<Kind> withErrors(Connection connection, List<Kind> kinds) throws SQLException {
        Map<Long, String> errors = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(ERRORS)) {
            Object[] ids = kinds.stream().map(Kind::latestId).toArray();
            select.setArray(1, connection.createArrayOf("int8", ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    errors.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return kinds.stream()
                .map(kind -> kind.withError(errors.get(kind.latestId())))
                .toList();
    }
}
