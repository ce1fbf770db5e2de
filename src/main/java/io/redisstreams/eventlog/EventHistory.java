package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What happened to an event besides being handled: each failure, and each decision that somebody took about it. */
@ApplicationScoped
public class EventHistory {
    private final AgroalDataSource database;

    EventHistory(AgroalDataSource database) {
        this.database = database;
    }

    /** @param what failed, interrupted, dead, redriven, discarded or replayed; @param detail the error or the reason, or null; @param who decided it, null: nobody */
    public record Step(String group, String what, int attempt, String detail, Instant at, String who) {}

    /** In order of time, over all groups. */
    public List<Step> of(UUID eventId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT group_name, what, attempt, detail, at, who FROM event_history WHERE event_id = ? ORDER BY id")) {
            select.setObject(1, eventId);
            List<Step> steps = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    steps.add(new Step(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getInt(3),
                            rows.getString(4),
                            Times.instant(rows, 5),
                            rows.getString(6)));
                }
            }
            return steps;
        } catch (SQLException failure) {
            throw new IllegalStateException("The history cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** In the caller's transaction. */
    public void add(UUID eventId, String group, String what, int attempt, String detail) throws SQLException {
        add(eventId, group, what, attempt, detail, null);
    }

    /** The same, decided by somebody. */
    public void add(UUID eventId, String group, String what, int attempt, String detail, String who)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, eventId);
            insert.setString(2, group);
            insert.setString(3, what);
            insert.setInt(4, attempt);
            insert.setString(5, detail);
            insert.setString(6, who);
            insert.executeUpdate();
        }
    }
}
