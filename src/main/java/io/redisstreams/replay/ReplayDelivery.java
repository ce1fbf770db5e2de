package io.redisstreams.replay;

import io.redisstreams.consume.HandlerTransaction;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Status;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.handler.RemoteHandler;
import io.redisstreams.process.Instance;
import io.redisstreams.redis.Entry;
import io.redisstreams.replay.ReplayHandling.Kind;
import io.redisstreams.replay.ReplayHandling.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replays an event of a group whose events are handled elsewhere: it is delivered outside of a transaction, and noted
 * afterwards. What was delivered and not noted is delivered again. What the group has handled is delivered only by force.
 */
@ApplicationScoped
class ReplayDelivery {
    private final jakarta.enterprise.inject.Instance<RemoteHandler> handlers;
    private final HandlerCalls calls;
    private final ReplayRows rows;
    private final EventLog log;
    private final EventHistory history;
    private final HandlerTransaction transaction;
    private final Instance instance;

    ReplayDelivery(
            @Any jakarta.enterprise.inject.Instance<RemoteHandler> handlers,
            HandlerCalls calls,
            ReplayRows rows,
            EventLog log,
            EventHistory history,
            HandlerTransaction transaction,
            Instance instance) {
        this.handlers = handlers;
        this.calls = calls;
        this.rows = rows;
        this.log = log;
        this.history = history;
        this.transaction = transaction;
        this.instance = instance;
    }

    boolean handles(GroupSettings group) {
        return handlerOf(group).isPresent();
    }

    private Optional<RemoteHandler> handlerOf(GroupSettings group) {
        return handlers.stream().filter(handler -> handler.handles(group)).findFirst();
    }

    void deliver(GroupSettings group, Entry entry, Replay replay, Consumer<Outcome> noted) {
        HandlerCall call = calls.read(group, entry);
        if (call.problem() != null) {
            ReplayHandling.failed(entry, call.problem().getMessage(), noted);
        } else if (!isWanted(group, call, replay)) {
            transaction.call(() -> note(noted, Kind.SKIPPED));
        } else {
            RuntimeException failure = delivered(group, entry);
            if (failure == null) {
                transaction.call(() -> keep(group, call, replay, noted));
            } else {
                ReplayHandling.failed(entry, failure.getMessage(), noted);
            }
        }
    }

    private boolean isWanted(GroupSettings group, HandlerCall call, Replay replay) {
        return group.wants(call.entry().event().type())
                && transaction.call(() -> rows.status(group, call)
                        .map(status -> status.equals(Status.UNHANDLED.column())
                                || replay.forced() && !status.equals(Status.RETRYING.column()))
                        .orElse(true));
    }

    /** Null when it is handled. */
    private RuntimeException delivered(GroupSettings group, Entry entry) {
        return handlerOf(group)
                .orElseThrow()
                .deliver(
                        group,
                        new Delivery<>(
                                entry.event(),
                                entry.event().payload(),
                                group.stream(),
                                entry.messageId(),
                                group.name(),
                                1,
                                true))
                .toCompletableFuture()
                .join()
                .failure();
    }

    private boolean keep(GroupSettings group, HandlerCall call, Replay replay, Consumer<Outcome> noted)
            throws SQLException {
        if (log.insert(group, instance.name(), List.of(LogRecord.done(group, call)))
                .isEmpty()) {
            rows.markDone(group, call);
        }
        history.add(call.eventId(), group.name(), "replayed", 1, "replay " + replay.id(), replay.startedBy());
        return note(noted, Kind.HANDLED);
    }

    private static boolean note(Consumer<Outcome> noted, Kind kind) {
        noted.accept(new Outcome(kind, null));
        return true;
    }
}
