package io.redisstreams.event;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The content of an entry.
 *
 * @param id chosen by the publisher; an id that is published twice has one effect per group
 * @param type a stable dotted name such as {@code user.created}
 * @param payload JSON text, as published
 * @param timestamp when the event happened, by the publisher's clock
 * @param traceparent W3C trace context of the publisher, or null
 * @param key the subject of the event, for example a user's id; the outbox publishes the events of one key in the order
 *     of their commits. Null when the event has none
 * @param publisher the name of the caller who published it; null where callers have none
 */
public record Event(
        UUID id, String type, String payload, Instant timestamp, String traceparent, String key, String publisher) {
    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    public Event(UUID id, String type, String payload, Instant timestamp) {
        this(id, type, payload, timestamp, null);
    }

    public Event(UUID id, String type, String payload, Instant timestamp, String traceparent) {
        this(id, type, payload, timestamp, traceparent, null);
    }

    public Event(UUID id, String type, String payload, Instant timestamp, String traceparent, String key) {
        this(id, type, payload, timestamp, traceparent, key, null);
    }

    public Event withTraceparent(String newTraceparent) {
        return new Event(id, type, payload, timestamp, newTraceparent, key, publisher);
    }

    public Event withKey(String newKey) {
        return new Event(id, type, payload, timestamp, traceparent, newKey, publisher);
    }

    public Event withPublisher(String newPublisher) {
        return new Event(id, type, payload, timestamp, traceparent, key, newPublisher);
    }
}
