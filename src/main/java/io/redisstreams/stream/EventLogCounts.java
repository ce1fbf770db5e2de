package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells how many rows the event log has. Triggers write each change of these numbers in its own transaction, as a row to be
 * added up, so that the event log is never scanned; those rows are folded into few when they have become many.
 */
@ApplicationScoped
public class EventLogCounts {
    private static final int MANY = 1000;
    private static final String COUNTS = """
            SELECT status, event_type, sum(change)::bigint FROM event_log_counts
            GROUP BY status, event_type HAVING sum(change) <> 0""";
    private static final String FOLD = """
            WITH taken AS (
                DELETE FROM event_log_counts
                WHERE ctid = ANY (ARRAY(SELECT ctid FROM event_log_counts FOR UPDATE SKIP LOCKED))
                RETURNING group_name, status, event_type, change)
            INSERT INTO event_log_counts
            SELECT group_name, status, event_type, sum(change) FROM taken
            GROUP BY group_name, status, event_type HAVING sum(change) <> 0""";

    private final AgroalDataSource database;

    EventLogCounts(AgroalDataSource database) {
        this.database = database;
    }

    public record TypeCount(String eventType, long count) {}

    /** @param byType the most frequent first */
    public record Counts(Map<Status, Long> byStatus, List<TypeCount> byType) {
        public long of(Status status) {
            return byStatus.getOrDefault(status, 0L);
        }

        public long total() {
            return byStatus.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Search(value = "counts", timed = false)
    public Counts count() {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(COUNTS);
                var rows = select.executeQuery()) {
            return counts(rows);
        } catch (SQLException failure) {
            throw new IllegalStateException("The event log cannot be counted: " + failure.getMessage(), failure);
        }
    }

    @Scheduled(identity = "event-log-counts", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void foldMany() throws SQLException {
        if (rows() > MANY) {
            fold();
        }
    }

    /** Nothing is locked for long, and whoever counts meanwhile sees either the many rows or the few. */
    void fold() throws SQLException {
        try (var connection = database.getConnection();
                var fold = connection.prepareStatement(FOLD)) {
            fold.executeUpdate();
        }
    }

    private long rows() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT count(*) FROM event_log_counts");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Counts counts(ResultSet rows) throws SQLException {
        Map<Status, Long> byStatus = new EnumMap<>(Status.class);
        Map<String, Long> types = new TreeMap<>();
        while (rows.next()) {
            byStatus.merge(Status.valueOf(rows.getString(1).toUpperCase(Locale.ROOT)), rows.getLong(3), Long::sum);
            types.merge(rows.getString(2), rows.getLong(3), Long::sum);
        }
        List<TypeCount> byType = new ArrayList<>();
        types.forEach((type, count) -> byType.add(new TypeCount(type, count)));
        byType.sort(Comparator.comparingLong(TypeCount::count).reversed());
        return new Counts(byStatus, byType);
    }
}
