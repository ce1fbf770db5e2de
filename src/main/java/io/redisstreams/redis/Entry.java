package io.redisstreams.redis;

import io.redisstreams.event.Event;
import java.time.Instant;

/**
 * One record of a stream, with its event.
 *
 * @param payloadBytes the payload when it is not valid UTF-8 and the event therefore has only a part of it; otherwise
 *     null
 */
public record Entry(String messageId, Event event, byte[] payloadBytes) {
    public Entry(String messageId, Event event) {
        this(messageId, event, null);
    }

    /** When Redis stored it, by its id; null when the id holds no valid time. */
    public Instant at() {
        return EntryId.time(messageId);
    }
}
