package io.redisstreams.eventlog;

import io.redisstreams.eventlog.RowChanges.Change;
import io.redisstreams.operation.Operation;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Events that a group logged without a handler. They run again from their rows once a version with a handler is
 * deployed, or are dropped. Each change requires a row that is still unhandled, so two equal requests at once have one
 * effect.
 */
@ApplicationScoped
public class UnhandledEvents {
    /**
     * The row has the time at which the event was found to have no handler, until it runs again: then the history has
     * it.
     */
    private static final String REDRIVE = """
            WITH changed AS (
                UPDATE event_log SET status = 'retrying', attempts = 0, interruptions = 0,
                    unsettled = 0, next_attempt_at = clock_timestamp()
                WHERE id = ANY (?) AND status = 'unhandled' RETURNING event_id, group_name, created_at),
            before AS (
                INSERT INTO event_history (event_id, group_name, what, attempt, at)
                SELECT event_id, group_name, 'unhandled', 0, created_at FROM changed c WHERE NOT EXISTS (
                    SELECT 1 FROM event_history h WHERE h.event_id = c.event_id AND h.group_name = c.group_name
                        AND h.what = 'unhandled')
                RETURNING event_id)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'redriven', 0, ?, ? FROM changed
            WHERE (SELECT count(*) FROM before) >= 0""";

    private static final String DISCARD = """
            WITH changed AS (
                UPDATE event_log SET status = 'discarded' WHERE id = ANY (?) AND status = 'unhandled'
                RETURNING event_id, group_name)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'discarded', 0, ?, ? FROM changed""";

    private static final String REDRIVEN = "unhandled-events.redrive";
    private static final String DISCARDED = "unhandled-events.discard";

    private final RowChanges rows;

    private final Caller caller;

    UnhandledEvents(RowChanges rows, Caller caller) {
        this.rows = rows;
        this.caller = caller;
    }

    /** Lets the groups look for a handler again. Returns how many of the events existed. */
    public int redrive(List<Long> ids) {
        return rows.of(ids, change(REDRIVE, Operation.matching(REDRIVEN, Map.of("ids", ids))));
    }

    /** Does the same for all that match now. */
    public int redriveAll(EventLogFilter filter) {
        return rows.ofAll(filter.unhandled(), change(REDRIVE, Operation.matching(REDRIVEN, filter.described())));
    }

    /** Drops events for good, but keeps their rows. Returns how many of them existed. */
    public int discard(List<Long> ids, String reason) {
        return rows.of(
                ids,
                change(
                        DISCARD,
                        Operation.matching(DISCARDED, Map.of("ids", ids)).because(reason)));
    }

    /** Does the same for all that match now. */
    public int discardAll(EventLogFilter filter, String reason) {
        return rows.ofAll(
                filter.unhandled(),
                change(
                        DISCARD,
                        Operation.matching(DISCARDED, filter.described()).because(reason)));
    }

    private Change change(String sql, Operation operation) {
        return new Change(operation, sql, operation.reason(), caller.name());
    }
}
