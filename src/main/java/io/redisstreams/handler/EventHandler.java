package io.redisstreams.handler;

import java.util.List;
import java.util.Optional;

/**
 * The business code for one event type. A handler is a CDI bean. The engine finds it by its type, and calls it in the
 * transaction that writes the event-log row, so its writes to PostgreSQL commit once per group and event. An exception
 * schedules a retry of the event; a {@link io.redisstreams.event.BadPayloadException} makes it a dead letter at once.
 * Events may arrive in another order than they were published, and effects outside of PostgreSQL (a mail, a call) may
 * happen more than once: use {@code event().id()} as their idempotency key.
 *
 * @param <P> the class of the payload, read by Jackson; register it for reflection
 */
public interface EventHandler<P> {
    String eventType();

    Class<P> payloadType();

    /** The only group that the handler works for; empty: each group that receives the type. */
    default Optional<String> group() {
        return Optional.empty();
    }

    /**
     * Whether handling an event again, by its id, changes nothing. Only then does a replay run the handler for events
     * that it has already handled, unless the replay is forced.
     */
    default boolean idempotent() {
        return false;
    }

    void handle(Delivery<P> delivery);

    /**
     * Handles the deliveries of one batch, in order: for handlers that write many rows with one statement. When it
     * throws, the batch is rolled back and each delivery comes alone through {@link #handle}.
     */
    default void handleAll(List<Delivery<P>> deliveries) {
        deliveries.forEach(this::handle);
    }
}
