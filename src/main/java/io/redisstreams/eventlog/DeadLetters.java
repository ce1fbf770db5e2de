package io.redisstreams.eventlog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventLogSearch.EventLogPage;
import io.redisstreams.eventlog.RowChanges.Change;
import io.redisstreams.group.Status;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.operation.Operation;
import io.redisstreams.process.PayloadBudget;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Events whose group gave up. They are rows of the event log, so they can be searched, run again from their row, or
 * dropped, one by one or all that match. Each change requires a row that is still dead, so two equal requests at once
 * have one effect.
 */
@ApplicationScoped
public class DeadLetters {
    private static final String REDRIVEN = "dead-letters.redrive";
    private static final String EDITED = "dead-letters.edit";
    private static final String DISCARDED = "dead-letters.discard";

    /** For {@link Redrives}. */
    private static final String COUNT = """
            INSERT INTO redrives (id, who, letters) SELECT redrive_id, who, count(*) FROM changed GROUP BY redrive_id, who
            ON CONFLICT (id) DO UPDATE SET letters = redrives.letters + excluded.letters""";

    private static final String REDRIVE = """
            WITH chosen AS (SELECT unnest(?::bigint[]) AS id, ?::uuid AS redrive_id, ?::text AS who),
            changed AS (
                UPDATE event_log e SET status = 'retrying', attempts = 0, interruptions = 0, unsettled = 0,
                    next_attempt_at = clock_timestamp(), redrive_id = c.redrive_id
                FROM chosen c WHERE e.id = c.id AND e.status = 'dead'
                RETURNING e.event_id, e.group_name, c.redrive_id, c.who),
            counted AS (%s)
            INSERT INTO event_history (event_id, group_name, what, attempt, who)
            SELECT event_id, group_name, 'redriven', 0, who FROM changed""".formatted(COUNT);
    private static final String EDIT = """
            WITH chosen AS (
                SELECT unnest(?::bigint[]) AS id, ?::text AS payload, ?::uuid AS user_id, ?::uuid AS redrive_id,
                    ?::text AS who),
            before AS (
                SELECT e.id, coalesce(encode(e.payload_bytes, 'base64'), e.payload_text, e.payload::text) AS payload
                FROM event_log e JOIN chosen USING (id) WHERE e.status = 'dead' FOR UPDATE OF e),
            changed AS (
                UPDATE event_log e SET status = 'retrying', attempts = 0, interruptions = 0, unsettled = 0,
                    next_attempt_at = clock_timestamp(), redrive_id = c.redrive_id, payload = c.payload::jsonb,
                    payload_text = c.payload, payload_bytes = NULL, user_id = c.user_id
                FROM chosen c JOIN before b USING (id) WHERE e.id = c.id AND e.status = 'dead'
                RETURNING e.id, e.event_id, e.group_name, c.redrive_id, c.who, b.payload AS payload_before,
                    c.payload AS payload_after),
            counted AS (%s),
            searched AS (
                UPDATE event_text t SET payload = c.payload_after::jsonb::text FROM changed c WHERE t.id = c.id)
            INSERT INTO event_history (event_id, group_name, what, attempt, who, payload_before, payload_after)
            SELECT event_id, group_name, 'edited', 0, who, payload_before, payload_after FROM changed""".formatted(COUNT);
    private static final String DISCARD = """
            WITH changed AS (
                UPDATE event_log SET status = 'discarded' WHERE id = ANY (?) AND status = 'dead'
                RETURNING event_id, group_name, attempts)
            INSERT INTO event_history (event_id, group_name, what, attempt, detail, who)
            SELECT event_id, group_name, 'discarded', attempts, ?, ? FROM changed""";

    private final EventLogSearch log;
    private final RowChanges changes;
    private final HandlerCalls handlers;
    private final Caller caller;

    DeadLetters(EventLogSearch log, RowChanges changes, HandlerCalls handlers, Caller caller) {
        this.log = log;
        this.changes = changes;
        this.handlers = handlers;
        this.caller = caller;
    }

    /** Returns the last dead first; {@code after} null: from the last one on. */
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

    /** Like {@link #redrive(List, UUID)}, for one, in a separate redrive. */
    public int redrive(long id) {
        return redrive(List.of(id));
    }

    /** Like {@link #redrive(List, UUID)}, in a separate redrive. */
    public int redrive(List<Long> ids) {
        return redrive(ids, EventIds.next());
    }

    /**
     * Runs the handlers once more, with all their attempts. Returns how many of the letters existed.
     *
     * @param redrive a new id, by which {@link Redrives} follows their outcome
     */
    public int redrive(List<Long> ids, UUID redrive) {
        return changes.of(ids, redrive(redrive, Map.of("ids", ids)));
    }

    /** Like {@link #redriveAll(EventLogFilter, UUID)}, in a separate redrive. */
    public int redriveAll(EventLogFilter filter) {
        return redriveAll(filter, EventIds.next());
    }

    /** Does the same for all that match now, in pages, so that no transaction is long. */
    public int redriveAll(EventLogFilter filter, UUID redrive) {
        return changes.ofAll(filter.dead(), redrive(redrive, filter.described()));
    }

    /**
     * Stores another payload for a letter, and runs its handler with it. Both payloads stay in the history. Returns 0
     * when the letter no longer exists.
     *
     * @param payload a JSON object that jsonb takes
     */
    public int edit(long id, String payload, UUID redrive) {
        Operation operation = new Operation(EDITED, redrive.toString(), Map.of("ids", List.of(id)), null);
        return changes.of(
                List.of(id), new Change(operation, EDIT, payload, handlers.userOf(payload), redrive, caller.name()));
    }

    /** Like {@link #discard(List, String)}, for one. */
    public int discard(long id, String reason) {
        return discard(List.of(id), reason);
    }

    /** Drops letters for good, but keeps their rows. Returns how many of them existed. */
    public int discard(List<Long> ids, String reason) {
        return changes.of(ids, discard(Operation.matching(DISCARDED, Map.of("ids", ids)), reason));
    }

    /** Does the same for all that match now, in pages. */
    public int discardAll(EventLogFilter filter, String reason) {
        return changes.ofAll(filter.dead(), discard(Operation.matching(DISCARDED, filter.described()), reason));
    }

    private Change redrive(UUID id, Map<String, Object> which) {
        return new Change(new Operation(REDRIVEN, id.toString(), which, null), REDRIVE, id, caller.name());
    }

    private Change discard(Operation operation, String reason) {
        return new Change(operation.because(reason), DISCARD, reason, caller.name());
    }
}
