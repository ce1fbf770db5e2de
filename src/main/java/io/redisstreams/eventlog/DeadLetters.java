package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.eventlog.EventLogSearch.EventLogPage;
import io.redisstreams.group.Status;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import io.redisstreams.process.PayloadBudget;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'redriven', 0, ?, ? FROM changed""";
    private static final String DISCARD = """
            WITH changed AS (
                UPDATE event_log SET status = 'discarded' WHERE id = ANY (?) AND status = 'dead'
                RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'discarded', attempts, ?, ? FROM changed""";

    private static final String REDRIVEN = "dead-letters.redrive";
    private static final String DISCARDED = "dead-letters.discard";

    private final AgroalDataSource database;
    private final EventLogSearch log;
    private final Operations operations;
    private final Caller caller;

    DeadLetters(AgroalDataSource database, EventLogSearch log, Operations operations, Caller caller) {
        this.database = database;
        this.log = log;
        this.operations = operations;
        this.caller = caller;
    }

    /** The newest first; {@code after} null: from the newest on. */
    public EventLogPage find(EventLogFilter filter, LogCursor after, int limit, int offset, PayloadBudget room) {
        return log.findFew(filter.dead(), after, limit, offset, room);
    }

    public long count(EventLogFilter filter) {
        return log.count(filter.dead());
    }

    public Optional<EventLogEntry> find(long id, PayloadBudget room) {
        return log.byId(id, room).filter(entry -> entry.status.equals(Status.DEAD.column()));
    }

    public boolean exists(long id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> EventLogEntry.count("id = ?1 and status = ?2", id, Status.DEAD.column()) > 0);
    }

    /** As {@link #redrive(List)} does, for one. */
    public int redrive(long id) {
        return redrive(List.of(id));
    }

    /** As {@link #discard(List, String)} does, for one. */
    public int discard(long id, String reason) {
        return discard(List.of(id), reason);
    }

    /** Runs the handlers once more, with all their attempts. Returns how many of the letters there were. */
    public int redrive(List<Long> ids) {
        return change(REDRIVE, ids, Operation.matching(REDRIVEN, Map.of("ids", ids)));
    }

    /** The same for all that match now; in pages, so that no transaction is long. */
    public int redriveAll(EventLogFilter filter) {
        return changeAll(REDRIVE, filter, Operation.matching(REDRIVEN, filter.described()));
    }

    /** Drops letters for good, though not their rows. Returns how many of them there were. */
    public int discard(List<Long> ids, String reason) {
        return change(
                DISCARD, ids, Operation.matching(DISCARDED, Map.of("ids", ids)).because(reason));
    }

    /** The same for all that match now, in pages. */
    public int discardAll(EventLogFilter filter, String reason) {
        return changeAll(
                DISCARD,
                filter,
                Operation.matching(DISCARDED, filter.described()).because(reason));
    }

    private int changeAll(String sql, EventLogFilter filter, Operation operation) {
        Changed changed = new Changed(0, 0);
        long upTo = Long.MAX_VALUE;
        List<Long> ids;
        do {
            ids = log.ids(filter.dead(), upTo, PAGE);
            changed = change(sql, ids, operation, changed);
            upTo = ids.isEmpty() ? 0 : ids.get(ids.size() - 1);
        } while (ids.size() == PAGE);
        return changed.letters();
    }

    private int change(String sql, List<Long> ids, Operation operation) {
        return change(sql, ids, operation, new Changed(0, 0)).letters();
    }

    /** @param record of the operation, 0 as long as nothing has changed */
    private record Changed(int letters, long record) {}

    private Changed change(String sql, List<Long> ids, Operation operation, Changed before) {
        return QuarkusTransaction.requiringNew().call(() -> {
            int letters = update(sql, ids, operation.reason());
            return new Changed(before.letters() + letters, operations.recordPage(before.record(), operation, letters));
        });
    }

    private int update(String sql, List<Long> ids, String reason) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            update.setString(2, reason);
            update.setString(3, caller.name());
            return update.executeUpdate();
        }
    }
}
