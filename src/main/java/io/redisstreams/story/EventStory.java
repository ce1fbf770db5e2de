package io.redisstreams.story;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.redisstreams.eventlog.EventHistory.PayloadEdit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All that is known of one event: its content, where it was published, and its outcome in each group.
 *
 * @param payload JSON; when it is truncated, a JSON string with its beginning
 * @param timestamp when it happened, by its publisher's clock
 * @param traceId of the publisher's trace, or null
 * @param publisher the name of the caller who published it; null where callers have none
 * @param timeline in order of time
 */
public record EventStory(
        UUID eventId,
        String eventType,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String payload,
        boolean payloadTruncated,
        UUID userId,
        Instant timestamp,
        String traceId,
        String publisher,
        List<PublicationView> publications,
        List<Handling> groups,
        List<Step> timeline) {
    /**
     * The event on one stream.
     *
     * @param mode outbox or direct
     * @param state scheduled, waiting or published
     * @param inStream whether Redis still has its entry; null when Redis is away
     * @param storedAt null when the outbox does not have it (any more)
     */
    @Schema(name = "EventOnStream")
    public record PublicationView(
            String stream,
            String mode,
            String state,
            String messageId,
            Boolean inStream,
            Instant storedAt,
            Instant deliverAt,
            Instant publishedAt) {}

    /**
     * The event in one group.
     *
     * @param state waiting, pending, unknown, or a status of the event log
     * @param id of its row in the event log, which is also the dead letter's; null when it has none
     * @param pending details while it is pending; otherwise null
     */
    @Schema(name = "EventInGroup")
    public record Handling(
            String group,
            String stream,
            String state,
            Long id,
            String messageId,
            String consumer,
            Integer attempts,
            String error,
            Instant nextAttemptAt,
            Instant processedAt,
            Instant loggedAt,
            PendingView pending) {}

    @Schema(name = "EventPending")
    public record PendingView(String consumer, long idleMillis, int deliveries) {}

    /**
     * @param group null for a step of the publication
     * @param detail an error, a reason, a message id, or null
     * @param trace the stack trace of an error, or null
     * @param who decided it, or null
     * @param edit what became of the payload; null unless it was edited
     */
    public record Step(
            Instant at,
            String what,
            String stream,
            String group,
            Integer attempt,
            String detail,
            String trace,
            String who,
            PayloadEdit edit) {
        Step(Instant at, String what, String stream, String group, Integer attempt, String detail) {
            this(at, what, stream, group, attempt, detail, null, null, null);
        }
    }
}
