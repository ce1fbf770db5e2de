package io.redisstreams.eventlog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.eventlog.EventLogSearch.EventLogPage;
import io.redisstreams.group.Status;
import io.redisstreams.operation.Operation;
import io.redisstreams.process.PayloadBudget;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final EventLogSearch log;
    private final RowChanges rows;

    DeadLetters(EventLogSearch log, RowChanges rows) {
        this.log = log;
        this.rows = rows;
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
        return rows.change(REDRIVE, ids, Operation.matching(REDRIVEN, Map.of("ids", ids)));
    }

    /** The same for all that match now; in pages, so that no transaction is long. */
    public int redriveAll(EventLogFilter filter) {
        return rows.changeAll(REDRIVE, filter.dead(), Operation.matching(REDRIVEN, filter.described()));
    }

    /** Drops letters for good, though not their rows. Returns how many of them there were. */
    public int discard(List<Long> ids, String reason) {
        return rows.change(
                DISCARD, ids, Operation.matching(DISCARDED, Map.of("ids", ids)).because(reason));
    }

    /** The same for all that match now, in pages. */
    public int discardAll(EventLogFilter filter, String reason) {
        return rows.changeAll(
                DISCARD,
                filter.dead(),
                Operation.matching(DISCARDED, filter.described()).because(reason));
    }
}
