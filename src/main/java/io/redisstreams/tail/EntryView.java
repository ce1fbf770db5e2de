package io.redisstreams.tail;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of a stream.
 *
 * @param at when Redis stored it
 * @param payload JSON as it was published; a JSON string when it is no JSON, or cut
 * @param malformed whether the payload is no JSON
 * @param cut whether this is only the beginning of the payload
 * @param timestamp when the event happened, by its publisher's clock
 * @param publisher the name of the caller who published it, or null
 */
public record EntryView(
        String messageId,
        Instant at,
        UUID eventId,
        String eventType,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String payload,
        boolean malformed,
        boolean cut,
        Instant timestamp,
        String traceparent,
        String publisher) {}
