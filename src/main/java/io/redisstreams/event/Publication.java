package io.redisstreams.event;

import io.redisstreams.fault.IdTakenException;
import java.time.Instant;
import java.util.Objects;

/**
 * An event and its stream.
 *
 * @param deliverAt when to publish the event; null: now
 * @param content fingerprint of what the caller asked for, when the caller chose the id of the event: a call with the
 *     same content gets the first answer again, and one with other content is refused with {@link IdTakenException}.
 *     Null when the id is new
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

    /** The same event under the id that the caller chose; unchanged when {@code callId} is null. */
    public Publication repeatable(String callId) {
        return callId == null
                ? this
                : new Publication(stream, event, deliverAt, Fingerprint.of(event.type(), event.payload(), event.key()));
    }

    /** As the caller of that name publishes it; null: who has none. */
    public Publication by(String publisher) {
        return publisher == null ? this : new Publication(stream, event.withPublisher(publisher), deliverAt, content);
    }

    /** The same event with the context of the span that publishes it; unchanged when it has a context. */
    public Publication tracedBy(String traceparent) {
        return event.traceparent() != null
                ? this
                : new Publication(stream, event.withTraceparent(traceparent), deliverAt, content);
    }
}
