package io.redisstreams.handler;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Pulse;
import io.redisstreams.redis.Entry;
import java.util.AbstractList;
import java.util.List;
import java.util.UUID;

/**
 * An entry prepared for its handler: the payload is parsed once, before the transaction.
 *
 * @param handler null when the event type has none in this group
 * @param payload of the handler's type; null when there is no handler or the payload is bad
 * @param userId the user that the event is about, or null
 * @param isJson whether the payload can be stored as JSON; otherwise it is stored as text
 * @param problem why the event cannot be handled and becomes a dead letter at once, or null
 */
public record HandlerCall(
        Entry entry,
        EventHandler<Object> handler,
        Object payload,
        UUID userId,
        boolean isJson,
        BadPayloadException problem) {
    public UUID eventId() {
        return entry.event().id();
    }

    public boolean sameHandler(HandlerCall other) {
        return handler == other.handler;
    }

    /** Runs the handler, if there is one, for calls that share it. */
    public static void run(List<HandlerCall> calls, GroupSettings group, int attempt) {
        EventHandler<Object> handler = calls.get(0).handler;
        if (handler != null) {
            // Without a batch method, the handler takes deliveries one by one, and each is progress.
            handler.handleAll(new AbstractList<>() {
                @Override
                public Delivery<Object> get(int index) {
                    Pulse.beat();
                    return calls.get(index).delivery(group, attempt);
                }

                @Override
                public int size() {
                    return calls.size();
                }
            });
        }
    }

    public void runAlone(GroupSettings group, int attempt) {
        if (handler != null) {
            handler.handle(delivery(group, attempt));
        }
    }

    /** Runs the handler for an event that the group may have handled before. */
    public void replay(GroupSettings group) {
        if (handler != null) {
            handler.handle(
                    new Delivery<>(entry.event(), payload, group.stream(), entry.messageId(), group.name(), 1, true));
        }
    }

    public boolean hasHandler() {
        return handler != null;
    }

    /** Whether the group only logs the event although it is a group with handlers. */
    public boolean isUnhandled(GroupSettings group) {
        return handler == null && problem == null && group.push() == null && !group.recordsOnly();
    }

    public boolean isIdempotent() {
        return handler != null && handler.idempotent();
    }

    private Delivery<Object> delivery(GroupSettings group, int attempt) {
        return new Delivery<>(entry.event(), payload, group.stream(), entry.messageId(), group.name(), attempt, false);
    }
}
