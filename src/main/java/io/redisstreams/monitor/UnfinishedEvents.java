package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import io.redisstreams.group.Status;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.process.Polled;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Counts what the event log holds that is not done: retries and dead letters, by group. */
@Startup
@ApplicationScoped
public class UnfinishedEvents {
    /** Answered from an index that has these rows only. */
    private static final String COUNT = """
            SELECT group_name, status, attempts, count(*),
                count(*) FILTER (WHERE next_attempt_at <= clock_timestamp())
            FROM event_log WHERE status IN ('retrying', 'dead') GROUP BY group_name, status, attempts""";

    private final AgroalDataSource database;
    private final Polled<Map<String, UnfinishedCounts>> sampled;

    UnfinishedEvents(AgroalDataSource database, Poller poller, MonitoringConfig config) {
        this.database = database;
        this.sampled = poller.start(config.countEvery(), this::count);
    }

    /** By group, as they were last counted; groups that have none are missing. */
    public Look<Map<String, UnfinishedCounts>> latest() {
        return sampled.latest();
    }

    private Map<String, UnfinishedCounts> count() {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(COUNT)) {
            select.setQueryTimeout(Poller.STATEMENT_SECONDS);
            try (var rows = select.executeQuery()) {
                return counts(rows);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "The event log tells nothing of what is unfinished: " + failure.getMessage(), failure);
        }
    }

    private static Map<String, UnfinishedCounts> counts(ResultSet rows) throws SQLException {
        Map<String, UnfinishedCounts> byGroup = new HashMap<>();
        while (rows.next()) {
            boolean dead = rows.getString(2).equals(Status.DEAD.column());
            UnfinishedCounts more = UnfinishedCounts.of(dead, rows.getInt(3), rows.getLong(4), rows.getLong(5));
            byGroup.merge(rows.getString(1), more, UnfinishedCounts::plus);
        }
        return Map.copyOf(byGroup);
    }
}
