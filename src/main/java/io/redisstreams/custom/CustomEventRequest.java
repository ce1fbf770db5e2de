package io.redisstreams.custom;

import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.EventTypes;
import io.redisstreams.event.Publication;
import io.redisstreams.http.CallId;
import io.redisstreams.http.json.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * Any event for any stream.
 *
 * @param id for a caller that may repeat the call: a UUID, or any text; null: a new one
 * @param deliverAt null or past: now
 */
record CustomEventRequest(
        @NotNull @Pattern(regexp = "^" + EventTypes.STREAM_PATTERN + "$", message = STREAM_RULE)
        String streamName,

        @NotNull
        @Size(max = EventTypes.TYPE_LENGTH)
        @Pattern(regexp = "^" + EventTypes.TYPE_PATTERN + "$", message = TYPE_RULE)
        String eventType,

        @NotNull Payload payload,

        @Size(max = EventIds.CALL_ID) @Pattern(regexp = ".*\\S.*", flags = Pattern.Flag.DOTALL, message = CallId.RULE)
        String id,

        Instant deliverAt) {
    private static final String STREAM_RULE =
            "must be 1 to 128 letters, digits or any of : _ . - and begin with a letter or a digit";
    private static final String TYPE_RULE =
            "must be words of lower-case letters, digits, _ or -, joined by dots, such as order.placed";

    /** @param callId under which the caller may repeat the call; or null */
    Publication publication(Instant now, String callId) {
        Event event = new Event(EventIds.of(streamName, callId), eventType, payload.json(), now);
        return new Publication(streamName, event, deliverAt).repeatable(callId);
    }
}
