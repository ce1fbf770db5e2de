package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import io.redisstreams.postgres.Times;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.process.Polled;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Looks which events became dead letters a short time ago, and why most of them did. */
@Startup
@ApplicationScoped
public class NewDeadLetters {
    public static final Duration WINDOW = Duration.ofMinutes(15);

    /** Of more than these, the newest are enough to know the cause. */
    private static final int MOST = 10_000;

    private static final String TOP = """
            SELECT error_fingerprint(error), count(*), sum(count(*)) OVER (), min(stream), max(stream), min(group_name),
                max(group_name)
            FROM (SELECT error, stream, group_name FROM event_log
                WHERE status = 'dead' AND coalesce(died_at, created_at) > clock_timestamp() - ? * interval '1 millisecond'
                ORDER BY coalesce(died_at, created_at) DESC LIMIT ?) AS recent
            GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""";

    /** The first letter of the kind without a decision. */
    private static final String FIRST = """
            SELECT coalesce(died_at, created_at) FROM event_log
            WHERE status = 'dead' AND error_fingerprint(error) = ? ORDER BY id LIMIT 1""";

    private final AgroalDataSource database;
    private final Polled<Growth> sampled;

    NewDeadLetters(AgroalDataSource database, Poller poller, MonitoringConfig config) {
        this.database = database;
        this.sampled = poller.start(config.countEvery(), this::read);
    }

    /**
     * What died within {@link #WINDOW}.
     *
     * @param letters at most 10,000
     * @param cause the fingerprint of the most frequent error; null when nothing died, or the error is not known
     * @param caused how many of the letters have it
     * @param since when the oldest letter with it died; null when the cause is
     * @param stream that all with this error are of, or null
     * @param group that all with this error are of, or null
     */
    public record Growth(long letters, String cause, long caused, Instant since, String stream, String group) {
        public static final Growth NONE = new Growth(0, null, 0, null, null, null);
    }

    public Look<Growth> latest() {
        return sampled.latest();
    }

    private Growth read() {
        try (Connection connection = database.getConnection();
                PreparedStatement top = connection.prepareStatement(TOP)) {
            top.setQueryTimeout(Poller.STATEMENT_SECONDS);
            top.setLong(1, WINDOW.toMillis());
            top.setInt(2, MOST);
            try (ResultSet row = top.executeQuery()) {
                return row.next() ? growth(connection, row) : Growth.NONE;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("New dead letters cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static Growth growth(Connection connection, ResultSet row) throws SQLException {
        String cause = row.getString(1);
        return new Growth(
                row.getLong(3),
                cause,
                row.getLong(2),
                cause == null ? null : first(connection, cause),
                same(row.getString(4), row.getString(5)),
                same(row.getString(6), row.getString(7)));
    }

    private static String same(String lowest, String highest) {
        return lowest.equals(highest) ? lowest : null;
    }

    private static Instant first(Connection connection, String cause) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(FIRST)) {
            first.setQueryTimeout(Poller.STATEMENT_SECONDS);
            first.setString(1, cause);
            try (ResultSet row = first.executeQuery()) {
                return row.next() ? Times.instant(row, 1) : null;
            }
        }
    }
}
