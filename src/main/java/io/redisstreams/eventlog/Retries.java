package io.redisstreams.eventlog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.eventlog.RowChanges.Change;
import io.redisstreams.group.Status;
import io.redisstreams.operation.Operation;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Decisions about events that wait for their next attempt. One that is running at the moment is left alone. */
@ApplicationScoped
class Retries {
    private static final String RUNS_NOT =
            " AND status = 'retrying' AND (unsettled = 0 OR next_attempt_at <= clock_timestamp())";
    private static final String HURRY = """
            WITH changed AS (
                UPDATE event_log SET next_attempt_at = clock_timestamp() WHERE id = ANY (?)%s
                RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, who)
            SELECT event_id, group_name, 'hurried', attempts, ? FROM changed""".formatted(RUNS_NOT);
    private static final String GIVE_UP = """
            WITH changed AS (
                UPDATE event_log SET status = 'dead', died_at = clock_timestamp(), next_attempt_at = NULL
                WHERE id = ANY (?)%s RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'dead', attempts, ?, ? FROM changed""".formatted(RUNS_NOT);
    private static final String DISCARD = """
            WITH changed AS (
                UPDATE event_log SET status = 'discarded', next_attempt_at = NULL
                WHERE id = ANY (?)%s RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'discarded', attempts, ?, ? FROM changed""".formatted(RUNS_NOT);

    private final RowChanges changes;
    private final Caller caller;

    Retries(RowChanges changes, Caller caller) {
        this.changes = changes;
        this.caller = caller;
    }

    boolean exists(long id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> EventLogEntry.count("id = ?1 and status = ?2", id, Status.RETRYING.column()) > 0);
    }

    /** Makes the next attempts due now. Returns how many of the events waited for one. */
    int hurry(List<Long> ids) {
        return changes.of(ids, hurry(Map.of("ids", ids)));
    }

    /** The same for all that match now, in pages. */
    int hurryAll(EventLogFilter filter) {
        return changes.ofAll(filter.of(Status.RETRYING), hurry(filter.described()));
    }

    /** Ends the retries: the events become dead letters, or are discarded. Returns how many of them waited for an attempt. */
    int cancel(List<Long> ids, boolean discard, String reason) {
        return changes.of(ids, cancel(Map.of("ids", ids), discard, reason));
    }

    /** The same for all that match now, in pages. */
    int cancelAll(EventLogFilter filter, boolean discard, String reason) {
        return changes.ofAll(filter.of(Status.RETRYING), cancel(filter.described(), discard, reason));
    }

    private Change hurry(Map<String, Object> which) {
        return new Change(Operation.matching("retries.run", which), HURRY, caller.name());
    }

    private Change cancel(Map<String, Object> which, boolean discard, String reason) {
        Operation operation = Operation.matching(discard ? "retries.discard" : "retries.cancel", which);
        return new Change(operation.because(reason), discard ? DISCARD : GIVE_UP, reason, caller.name());
    }
}
