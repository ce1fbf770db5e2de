package io.redisstreams.eventlog;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.redisstreams.group.Status;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A row of the event log: the outcome of one event in one group.
 *
 * @param payload JSON; when it is truncated, a JSON string with its beginning
 * @param diedAt when the group gave up on it; null unless it is dead
 * @param payloadBase64 the published bytes when they are no text; otherwise null
 * @param publisher the name of the caller who published it; null where callers have none
 */
record EventView(
        long id,
        UUID eventId,
        String stream,
        String messageId,
        String eventType,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String payload,
        boolean payloadTruncated,
        String payloadBase64,
        String status,
        boolean processed,
        int attempts,
        String error,
        String group,
        String consumer,
        UUID userId,
        String publisher,
        Instant publishedAt,
        Instant processedAt,
        Instant createdAt,
        Instant diedAt) {
    static EventView of(EventLogEntry entry) {
        return new EventView(
                entry.id,
                entry.eventId,
                entry.stream,
                entry.messageId,
                entry.eventType,
                entry.payloadTruncated ? quoted(entry.shownPayload) : entry.shownPayload,
                entry.payloadTruncated,
                entry.payloadBase64,
                entry.status,
                entry.status.equals(Status.PROCESSED.column()),
                entry.attempts,
                entry.error,
                entry.groupName,
                entry.consumer,
                entry.userId,
                entry.publisher,
                entry.publishedAt,
                entry.processedAt,
                entry.createdAt,
                entry.status.equals(Status.DEAD.column()) ? entry.died() : null);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
