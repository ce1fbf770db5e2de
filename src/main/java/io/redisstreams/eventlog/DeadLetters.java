package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.eventlog.EventLogSearch.EventLogPage;
import io.redisstreams.group.Status;
import io.redisstreams.process.PayloadBudget;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Events that a group gave up on. They are rows of the event log, so they can be searched, run again from their row, or
 * dropped, one by one or all that match. Each change asks for a row that is dead still: done twice at once it has one
 * effect.
 */
@ApplicationScoped
public class DeadLetters {
    private static final int PAGE = 1000;
    private static final String REDRIVE = """
            WITH changed AS (
                UPDATE event_log SET status = 'retrying', attempts = 0, interruptions = 0,
                    unsettled = 0, next_attempt_at = clock_timestamp()
                WHERE id = ANY (?) AND status = 'dead' RETURNING event_id, group_name)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail)
            SELECT event_id, group_name, 'redriven', 0, ? FROM changed""";
    private static final String DISCARD = """
            WITH changed AS (
                UPDATE event_log SET status = 'discarded' WHERE id = ANY (?) AND status = 'dead'
                RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail)
            SELECT event_id, group_name, 'discarded', attempts, ? FROM changed""";

    private final AgroalDataSource database;
    private final EventLogSearch log;

    DeadLetters(AgroalDataSource database, EventLogSearch log) {
        this.database = database;
        this.log = log;
    }

    /** The newest first. */
    public EventLogPage find(EventLogFilter filter, int limit, int offset, PayloadBudget room) {
        return log.findFew(filter.dead(), limit, offset, room);
    }

    public Optional<EventLogEntry> find(long id, PayloadBudget room) {
        return log.byId(id, room).filter(entry -> entry.status.equals(Status.DEAD.column()));
    }

    public boolean exists(long id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> EventLogEntry.count("id = ?1 and status = ?2", id, Status.DEAD.column()) > 0);
    }

    /** Has the handler run once more, with all its attempts; how many letters that were, 0 or 1. */
    public int redrive(long id) {
        return change(REDRIVE, List.of(id), null);
    }

    /** The same for all that match now; in pages, so that no transaction is long. */
    public int redriveAll(EventLogFilter filter) {
        return changeAll(REDRIVE, filter, null);
    }

    /** Drops a letter for good, though not its row; how many that were, 0 or 1. */
    public int discard(long id, String reason) {
        return change(DISCARD, List.of(id), reason);
    }

    public int discardAll(EventLogFilter filter, String reason) {
        return changeAll(DISCARD, filter, reason);
    }

    private int changeAll(String sql, EventLogFilter filter, String reason) {
        int changed = 0;
        long upTo = Long.MAX_VALUE;
        List<Long> ids;
        do {
            ids = log.ids(filter.dead(), upTo, PAGE);
            changed += change(sql, ids, reason);
            upTo = ids.isEmpty() ? 0 : ids.get(ids.size() - 1);
        } while (ids.size() == PAGE);
        return changed;
    }

    private int change(String sql, List<Long> ids, String reason) {
        return QuarkusTransaction.requiringNew().call(() -> update(sql, ids, reason));
    }

    private int update(String sql, List<Long> ids, String reason) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            update.setString(2, reason);
            return update.executeUpdate();
        }
    }
}
