package io.redisstreams.consume;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.eventlog.UnstorablePayloadException;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.PendingFate;
import io.redisstreams.group.Status;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.redis.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes the outcome of the unfinished events of a deleted group: dead letters, or rows of dropped events. */
@ApplicationScoped
class Leftovers {
    private static final String REASON = "The group was deleted";
    private static final ErrorReport REPORT = ErrorReport.of(REASON);
    private static final int PAGE = 1000;
    private static final String RETRIES = """
            WITH changed AS (
                UPDATE event_log SET status = ?, unsettled = 0, next_attempt_at = NULL, error = coalesce(error, ?),
                    died_at = clock_timestamp()
                WHERE id = ANY (ARRAY(SELECT id FROM event_log WHERE group_name = ? AND status = 'retrying' LIMIT ?))
                    AND status = 'retrying'
                RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail)
            SELECT event_id, group_name, ?, attempts, ? FROM changed""";

    private static final String REPLAYS = """
            UPDATE replays SET status = 'cancelled', finished_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL
            WHERE group_name = ? AND status = 'running'""";

    private final AgroalDataSource database;
    private final HandlerCalls calls;
    private final EventLog log;
    private final EventHistory history;
    private final HandlerTransaction transaction;

    Leftovers(
            AgroalDataSource database,
            HandlerCalls calls,
            EventLog log,
            EventHistory history,
            HandlerTransaction transaction) {
        this.database = database;
        this.calls = calls;
        this.log = log;
        this.history = history;
        this.transaction = transaction;
    }

    /** Entries that were delivered and not acknowledged; those with a row keep it. */
    void settle(GroupSettings group, String consumer, List<Entry> entries, PendingFate fate) {
        List<LogRecord> rows = entries.stream()
                .filter(entry -> group.wants(entry.event().type()))
                .map(entry -> row(calls.read(group, entry), fate))
                .toList();
        try {
            write(group, consumer, rows);
        } catch (UnstorablePayloadException foreign) {
            rows.forEach(row -> writeAlone(group, consumer, row));
        }
    }

    /** Events that wait for a retry, or for a replay. */
    void settleRows(GroupSettings group, PendingFate fate) {
        QuarkusTransaction.requiringNew().call(() -> update(REPLAYS, group.name()));
        int changed;
        do {
            changed = QuarkusTransaction.requiringNew().call(() -> changeRetries(group, status(fate)));
        } while (changed > 0);
    }

    private static LogRecord row(HandlerCall call, PendingFate fate) {
        return fate == PendingFate.FAIL ? LogRecord.dead(call, 1, REASON) : LogRecord.discarded(call, 1, REASON);
    }

    private static Status status(PendingFate fate) {
        return fate == PendingFate.FAIL ? Status.DEAD : Status.DISCARDED;
    }

    private void writeAlone(GroupSettings group, String consumer, LogRecord row) {
        try {
            write(group, consumer, List.of(row));
        } catch (UnstorablePayloadException foreign) {
            write(group, consumer, List.of(row.unstorable()));
        }
    }

    private void write(GroupSettings group, String consumer, List<LogRecord> rows) {
        transaction.call(() -> {
            Set<UUID> fresh = log.insert(group, consumer, rows);
            for (LogRecord row : rows) {
                if (fresh.contains(row.eventId())) {
                    history.add(row.eventId(), group.name(), row.status().column(), row.attempts(), REPORT);
                }
            }
            return fresh;
        });
    }

    private int changeRetries(GroupSettings group, Status status) throws SQLException {
        return update(RETRIES, status.column(), REASON, group.name(), PAGE, status.column(), REASON);
    }

    private int update(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
