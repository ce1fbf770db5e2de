package io.redisstreams.stream;

import io.redisstreams.event.Event;
import java.time.Instant;
import java.util.Objects;

/**
 * An event and the stream that it goes to.
 *
 * @param deliverAt when it is to be published; null: now
 */
public record Publication(String stream, Event event, Instant deliverAt) {
    public Publication {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(event, "event");
    }

    public Publication(String stream, Event event) {
        this(stream, event, null);
    }

    /** With the context of the span that publishes it, unless it has one already. */
    Publication tracedBy(String traceparent) {
        return event.traceparent() != null
                ? this
                : new Publication(stream, event.withTraceparent(traceparent), deliverAt);
    }
}
