package io.redisstreams.event;

import io.redisstreams.fault.IdTakenException;
import java.time.Instant;
import java.util.Objects;

/**
 * An event and the stream that it goes to.
 *
 * @param deliverAt when it is to be published; null: now
 * @param content fingerprint of what the caller asked for, when the caller chose the id of the event: the same content gets
 *     the first answer again, and another one is refused with {@link IdTakenException}. Null when the id is new
 */
public record Publication(String stream, Event event, Instant deliverAt, String content) {
    public Publication {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(event, "event");
    }

    public Publication(String stream, Event event, Instant deliverAt) {
        this(stream, event, deliverAt, null);
    }

    public Publication(String stream, Event event) {
        this(stream, event, null);
    }

    /** The same under an id that the caller chose; unchanged when {@code callId} is null. */
    public Publication repeatable(String callId) {
        return callId == null
                ? this
                : new Publication(stream, event, deliverAt, Fingerprint.of(event.type(), event.payload(), event.key()));
    }

    /** With the context of the span that publishes it, unless it has one already. */
    public Publication tracedBy(String traceparent) {
        return event.traceparent() != null
                ? this
                : new Publication(stream, event.withTraceparent(traceparent), deliverAt, content);
    }
}
