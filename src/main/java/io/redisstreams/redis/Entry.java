package io.redisstreams.redis;

import io.redisstreams.event.Event;
import java.time.Instant;

/**
 * One record of a stream, with the event that it carries.
 *
 * @param payloadBytes the payload where it is no UTF-8, and the event has it only in part; else null
 */
public record Entry(String messageId, Event event, byte[] payloadBytes) {
    public Entry(String messageId, Event event) {
        this(messageId, event, null);
    }

    /** When Redis took it, by its id; null when that is no time that a calendar knows. */
    public Instant at() {
        return EntryId.time(messageId);
    }
}
