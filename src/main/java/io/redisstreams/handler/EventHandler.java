package io.redisstreams.handler;

import java.util.List;
import java.util.Optional;

/**
 * The business code for one event type. A handler is a CDI bean; the engine finds it by its type, and calls it in the
 * transaction in which the event-log row is written, so that what it writes to PostgreSQL commits once per group and
 * event. What it throws sets that event aside for a retry; a {@link io.redisstreams.event.BadPayloadException} makes it
 * a dead letter at once. Events may come in another order than they were published, and effects outside of PostgreSQL
 * (a mail, a call) may happen more than once: give them {@code event().id()} as their idempotency key.
 *
 * @param <P> what the payload is read into, by Jackson; register it for reflection
 */
public interface EventHandler<P> {
    String eventType();

    Class<P> payloadType();

    /** The only group that the handler works for; empty: each group in which the type appears. */
    default Optional<String> group() {
        return Optional.empty();
    }

    /**
     * Whether handling an event once more, by its id, changes nothing. Only then does a replay run the handler for events
     * that it has handled already, unless it is forced to.
     */
    default boolean idempotent() {
        return false;
    }

    void handle(Delivery<P> delivery);

    /**
     * Deliveries that came in one batch, in order: for handlers that write many rows with one statement. When it
     * throws, the batch is rolled back and each delivery comes alone through {@link #handle}.
     */
    default void handleAll(List<Delivery<P>> deliveries) {
        deliveries.forEach(this::handle);
    }
}
