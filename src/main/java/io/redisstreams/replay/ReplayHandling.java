package io.redisstreams.replay;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.consume.HandlerTransaction;
import io.redisstreams.consume.Interruptions;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Status;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.process.Instance;
import io.redisstreams.redis.Entry;
import io.redisstreams.trace.Processing;
import io.redisstreams.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Handles one event of a replay, in one transaction with its row. An event that the group has not handled yet is handled
 * like a new delivery; an event that it has handled, only by an idempotent handler, or by force.
 */
@ApplicationScoped
public class ReplayHandling {
    private final ReplayRows rows;
    private final ReplayDelivery elsewhere;
    private final HandlerCalls reader;
    private final EventLog log;
    private final EventHistory history;
    private final Traces traces;
    private final Instance instance;
    private final HandlerTransaction transaction;
    private final Interruptions interruptions;

    ReplayHandling(
            ReplayRows rows,
            ReplayDelivery elsewhere,
            HandlerCalls reader,
            EventLog log,
            EventHistory history,
            Traces traces,
            Instance instance,
            HandlerTransaction transaction,
            Interruptions interruptions) {
        this.rows = rows;
        this.elsewhere = elsewhere;
        this.reader = reader;
        this.log = log;
        this.history = history;
        this.traces = traces;
        this.instance = instance;
        this.transaction = transaction;
        this.interruptions = interruptions;
    }

    enum Kind {
        HANDLED,
        SKIPPED,
        FAILED
    }

    /** @param error null unless failed */
    public record Outcome(Kind kind, String error) {}

    /**
     * @param noted receives the outcome in the transaction of the event's effects; a failure in a separate one, because
     *     the effects are rolled back
     * @throws RuntimeException for a fault of the servers, for which the event is not to blame: it is handled later
     */
    public void handle(GroupSettings group, Entry entry, Replay replay, Consumer<Outcome> noted) {
        if (elsewhere.handles(group)) {
            elsewhere.deliver(group, entry, replay, noted);
            return;
        }
        try (Processing processing = traces.alone(group, entry, 1)) {
            try {
                transaction.call(() -> {
                    boolean handled = handled(group, reader.read(group, entry), replay);
                    noted.accept(new Outcome(handled ? Kind.HANDLED : Kind.SKIPPED, null));
                    return handled;
                });
            } catch (ReplayLostException lost) {
                throw lost;
            } catch (RuntimeException failure) {
                processing.failed(failure);
                requireServers(group, entry, failure);
                failed(entry, ErrorReport.of(failure).error(), noted);
            }
        }
    }

    static void failed(Entry entry, String why, Consumer<Outcome> noted) {
        QuarkusTransaction.requiringNew()
                .run(() -> noted.accept(new Outcome(Kind.FAILED, entry.event().id() + ": " + why)));
    }

    private void requireServers(GroupSettings group, Entry entry, RuntimeException failure) {
        Optional<ServerFault> fault = ServerFault.of(failure);
        if (fault.isPresent()) {
            interruptions.met(
                    group, fault.get(), "The replay of " + entry.event().id(), failure);
            throw failure;
        }
    }

    private boolean handled(GroupSettings group, HandlerCall work, Replay replay) throws SQLException {
        if (!group.wants(work.entry().event().type())) {
            return false;
        }
        if (work.problem() != null) {
            throw work.problem();
        }
        boolean isNew = !log.insert(group, instance.name(), List.of(LogRecord.done(group, work)))
                .isEmpty();
        if (work.isUnhandled(group) || (!isNew && !mayRunAgain(group, work, replay))) {
            return false;
        }
        work.replay(group);
        if (!isNew) {
            rows.markDone(group, work);
        }
        history.add(work.eventId(), group.name(), "replayed", 1, "replay " + replay.id(), replay.startedBy());
        return true;
    }

    private boolean mayRunAgain(GroupSettings group, HandlerCall work, Replay replay) throws SQLException {
        if (!work.hasHandler()) {
            return false;
        }
        return rows.status(group, work)
                .filter(status -> mayRunAgain(status, replay.forced() || work.isIdempotent()))
                .isPresent();
    }

    /** A retry comes without the replay; an event that had no handler is handled for the first time. */
    private static boolean mayRunAgain(String status, boolean repeatable) {
        return status.equals(Status.UNHANDLED.column()) || (repeatable && !status.equals(Status.RETRYING.column()));
    }
}
