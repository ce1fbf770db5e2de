package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.Status;
import io.redisstreams.postgres.Search;
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
 * Counts the rows of the event log without scanning it. Triggers write each change of the counts in its own transaction,
 * as a row to be added up; many such rows are folded into few.
 */
@ApplicationScoped
public class EventLogCounts {
    private static final int MANY = 1000;

    /** Publishers choose the types of events: those with the fewest events are counted together. */
    static final int MOST_TYPES = 500;

    /** No event can have this type. */
    static final String OTHER = "(other)";

    /** How many types are shown; the others are added to {@link #OTHER}. */
    private static final int SHOWN_TYPES = 100;

    private static final String COUNTS = """
            SELECT status, event_type, sum(change)::bigint FROM event_log_counts
            GROUP BY status, event_type HAVING sum(change) <> 0""";
    private static final String FOLD = """
            WITH taken AS (
                DELETE FROM event_log_counts
                WHERE ctid = ANY (ARRAY(SELECT ctid FROM event_log_counts FOR UPDATE SKIP LOCKED))
                RETURNING group_name, status, event_type, change),
            frequent AS (
                SELECT event_type FROM taken GROUP BY event_type ORDER BY sum(change) DESC, event_type LIMIT %d)
            INSERT INTO event_log_counts
            SELECT group_name, status, CASE WHEN f.event_type IS NULL THEN '%s' ELSE f.event_type END, sum(change)
            FROM taken LEFT JOIN frequent f USING (event_type)
            GROUP BY 1, 2, 3 HAVING sum(change) <> 0""".formatted(MOST_TYPES, OTHER);

    private final AgroalDataSource database;

    EventLogCounts(AgroalDataSource database) {
        this.database = database;
    }

    public record TypeCount(String eventType, long count) {}

    /** @param byType the most frequent first; the rare ones together as {@code (other)} */
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

    /** Locks nothing for long, and a concurrent count sees either the many rows or the few. */
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
        return new Counts(byStatus, shown(byType));
    }

    /** The counts add up to the total, also while rows of a type that was folded into the others are deleted. */
    static List<TypeCount> shown(List<TypeCount> all) {
        List<TypeCount> shown = new ArrayList<>();
        long others = 0;
        for (TypeCount type : all) {
            if (shown.size() < SHOWN_TYPES
                    && type.count() > 0
                    && !type.eventType().equals(OTHER)) {
                shown.add(type);
            } else {
                others += type.count();
            }
        }
        if (others != 0) {
            shown.add(new TypeCount(OTHER, others));
        }
        return shown;
    }
}
