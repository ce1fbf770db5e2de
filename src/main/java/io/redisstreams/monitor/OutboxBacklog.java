package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.process.Polled;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many events wait in the outbox: scheduled ones, and those that Redis could not accept yet. */
@Startup
@ApplicationScoped
public class OutboxBacklog {
    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE due <= clock_timestamp()), count(*) FILTER (WHERE due > clock_timestamp()),
                (extract(epoch FROM clock_timestamp() - min(due) FILTER (WHERE due <= clock_timestamp())) * 1000)::bigint
            FROM (SELECT coalesce(deliver_at, created_at) AS due FROM outbox WHERE published_at IS NULL) AS unpublished""";

    private final AgroalDataSource database;
    private final Polled<Backlog> sampled;

    OutboxBacklog(AgroalDataSource database, Poller poller, MonitoringConfig config) {
        this.database = database;
        this.sampled = poller.start(config.countEvery(), this::read);
    }

    /**
     * @param waiting events that should be in Redis by now
     * @param scheduled events whose time is in the future
     * @param oldestWaitingMillis how long the oldest waiting event has been due; null when none waits
     */
    public record Backlog(long waiting, long scheduled, Long oldestWaitingMillis) {}

    /** The last count: never blocks. */
    public Look<Backlog> latest() {
        return sampled.latest();
    }

    /** Counts all waiting events now. */
    public long count() {
        Backlog now = read();
        return now.waiting() + now.scheduled();
    }

    private Backlog read() {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(COUNT)) {
            select.setQueryTimeout(Poller.STATEMENT_SECONDS);
            try (var row = select.executeQuery()) {
                row.next();
                return new Backlog(row.getLong(1), row.getLong(2), millis(row));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The outbox cannot be counted: " + failure.getMessage(), failure);
        }
    }

    private static Long millis(ResultSet row) throws SQLException {
        long millis = row.getLong(3);
        return row.wasNull() ? null : millis;
    }
}
