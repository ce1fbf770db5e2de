package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
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

/** Counts the event log, by one pass over it. */
@ApplicationScoped
public class EventLogCounts {
    private static final String COUNTS =
            "SELECT status, event_type, count(*) FROM event_log GROUP BY status, event_type";

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
