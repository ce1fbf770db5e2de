package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.postgres.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What else happened to an event: each failure, and each decision of a caller about it. */
@ApplicationScoped
public class EventHistory {
    private static final Set<String> FAILURES = Set.of("failed", "interrupted", "dead");
    private static final String SELECT = """
            SELECT group_name, what, attempt, detail, trace, at, who, left(payload_before, 100000), left(payload_after, 100000)
            FROM event_history WHERE event_id = ? ORDER BY id""";
    private static final String INSERT = "INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)"
            + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_FAILURE = """
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, trace, answer)
            SELECT f.event_id, f.group_name, f.what, f.attempt, f.detail,
                CASE WHEN before.detail IS DISTINCT FROM f.detail THEN f.trace END,
                (SELECT l.answer FROM event_log l WHERE l.event_id = f.event_id AND l.group_name = f.group_name)
            FROM (VALUES (?::uuid, ?::text, ?::text, ?::int, ?::text, ?::text))
                AS f (event_id, group_name, what, attempt, detail, trace)
            LEFT JOIN LATERAL (SELECT h.detail FROM event_history h
                WHERE h.event_id = f.event_id AND h.group_name = f.group_name AND h.what IN ('failed', 'interrupted', 'dead')
                ORDER BY h.id DESC LIMIT 1) AS before ON true""";

    private final AgroalDataSource database;

    EventHistory(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @param what unhandled, failed, interrupted, dead, redriven, discarded or replayed
     * @param detail the error or the reason, or null
     * @param trace the stack trace of an error, or null
     * @param who decided it; null when it was not a caller
     * @param edit what became of the payload; null unless it was edited
     */
    public record Step(
            String group,
            String what,
            int attempt,
            String detail,
            String trace,
            Instant at,
            String who,
            PayloadEdit edit) {
        boolean isFailure() {
            return FAILURES.contains(what);
        }

        /** The same failure needs no second stack trace. */
        Step withTraceOf(Step before) {
            boolean same = trace == null && before != null && Objects.equals(detail, before.detail);
            return same ? new Step(group, what, attempt, detail, before.trace, at, who, edit) : this;
        }
    }

    /** Payloads as texts, of each at most the first 100,000 characters; {@code before} in base64 where it was no text. */
    public record PayloadEdit(String before, String after) {}

    /** Returns the steps in order of time, over all groups. */
    public List<Step> of(UUID eventId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, eventId);
            List<Step> steps = new ArrayList<>();
            Map<String, Step> failures = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Step step = step(rows);
                    if (step.isFailure()) {
                        step = step.withTraceOf(failures.get(step.group()));
                        failures.put(step.group(), step);
                    }
                    steps.add(step);
                }
            }
            return steps;
        } catch (SQLException failure) {
            throw new IllegalStateException("The history cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                Times.instant(row, 6),
                row.getString(7),
                row.getString(8) == null ? null : new PayloadEdit(row.getString(8), row.getString(9)));
    }

    /**
     * Adds a failure, in the caller's transaction. The stack trace is stored unless the failure before has the same one.
     */
    public void add(UUID eventId, String group, String what, int attempt, ErrorReport report) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT_FAILURE)) {
            set(insert, eventId, group, what, attempt, report.error());
            insert.setString(6, report.trace());
            insert.executeUpdate();
        }
    }

    /** Adds a caller's decision, in the caller's transaction. */
    public void add(UUID eventId, String group, String what, int attempt, String detail, String who)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            set(insert, eventId, group, what, attempt, detail);
            insert.setString(6, who);
            insert.executeUpdate();
        }
    }

    private static void set(
            PreparedStatement insert, UUID eventId, String group, String what, int attempt, String detail)
            throws SQLException {
        insert.setObject(1, eventId);
        insert.setString(2, group);
        insert.setString(3, what);
        insert.setInt(4, attempt);
        insert.setString(5, detail);
    }
}
