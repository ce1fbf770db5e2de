package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import io.redisstreams.group.Status;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.process.Polled;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Counts the unfinished events of the event log by group: retries, dead letters, and events without a handler. */
@Startup
@ApplicationScoped
public class UnfinishedEvents {
    /** Uses an index that contains only these rows. */
    private static final String COUNT = """
            SELECT group_name, status, attempts, count(*),
                count(*) FILTER (WHERE next_attempt_at <= clock_timestamp())
            FROM event_log WHERE status IN ('retrying', 'dead') GROUP BY group_name, status, attempts""";

    /** By type, from the counts that triggers keep: there may be many of these rows. */
    private static final String COUNT_UNHANDLED = """
            SELECT group_name, event_type, sum(change) FROM event_log_counts
            WHERE status = 'unhandled' GROUP BY group_name, event_type HAVING sum(change) > 0""";

    private final AgroalDataSource database;
    private final Polled<Map<String, UnfinishedCounts>> sampled;

    UnfinishedEvents(AgroalDataSource database, Poller poller, MonitoringConfig config) {
        this.database = database;
        this.sampled = poller.start(config.countEvery(), this::count);
    }

    /** The last counts by group; groups without such events are missing. */
    public Look<Map<String, UnfinishedCounts>> latest() {
        return sampled.latest();
    }

    private Map<String, UnfinishedCounts> count() {
        Map<String, UnfinishedCounts> byGroup = new HashMap<>();
        try (var connection = database.getConnection();
                var unfinished = connection.prepareStatement(COUNT);
                var unhandled = connection.prepareStatement(COUNT_UNHANDLED)) {
            add(unfinished, byGroup, UnfinishedEvents::unfinished);
            add(unhandled, byGroup, rows -> UnfinishedCounts.ofUnhandled(rows.getString(2), rows.getLong(3)));
            return Map.copyOf(byGroup);
        } catch (SQLException failure) {
            throw new IllegalStateException("Unfinished events cannot be counted: " + failure.getMessage(), failure);
        }
    }

    private interface Row {
        UnfinishedCounts read(ResultSet rows) throws SQLException;
    }

    private static void add(PreparedStatement select, Map<String, UnfinishedCounts> byGroup, Row row)
            throws SQLException {
        select.setQueryTimeout(Poller.STATEMENT_SECONDS);
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                byGroup.merge(rows.getString(1), row.read(rows), UnfinishedCounts::plus);
            }
        }
    }

    private static UnfinishedCounts unfinished(ResultSet rows) throws SQLException {
        boolean dead = rows.getString(2).equals(Status.DEAD.column());
        return UnfinishedCounts.of(dead, rows.getInt(3), rows.getLong(4), rows.getLong(5));
    }
}
