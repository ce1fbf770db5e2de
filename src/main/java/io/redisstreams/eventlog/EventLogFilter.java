package io.redisstreams.eventlog;

import io.redisstreams.group.Status;
import io.redisstreams.postgres.Conditions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A filter of the event log. Null fields match everything.
 *
 * @param processed true: handled; false: not handled, or not yet
 * @param from rows written at this time or later; of dead letters, those that died then
 * @param to rows written, or that died, before this time
 * @param text anywhere in the payload's JSON text, in upper or lower case
 * @param error anywhere in the error, in upper or lower case
 * @param fingerprint what errors of the same kind share, see {@link DeadLetterErrors}
 * @param redriveId rows that were run again by this redrive
 */
public record EventLogFilter(
        String eventType,
        Boolean processed,
        Status status,
        String stream,
        String group,
        UUID userId,
        Instant from,
        Instant to,
        String text,
        String error,
        UUID eventId,
        String fingerprint,
        UUID redriveId) {
    /** When a dead letter died. */
    static final String DIED = "coalesce(diedAt, createdAt)";

    public EventLogFilter(
            String eventType,
            Boolean processed,
            Status status,
            String stream,
            String group,
            UUID userId,
            Instant from,
            Instant to,
            String text,
            String error) {
        this(eventType, processed, status, stream, group, userId, from, to, text, error, null, null, null);
    }

    public static EventLogFilter ofUser(UUID userId) {
        return new EventLogFilter(null, null, null, null, null, userId, null, null, null, null);
    }

    /** The same filter for one event only; null: any. */
    public EventLogFilter withEvent(UUID id) {
        return new EventLogFilter(
                eventType, processed, status, stream, group, userId, from, to, text, error, id, fingerprint, redriveId);
    }

    /** The same filter for errors of one kind only; null: any. */
    public EventLogFilter withFingerprint(String kind) {
        return new EventLogFilter(
                eventType, processed, status, stream, group, userId, from, to, text, error, eventId, kind, redriveId);
    }

    /** The same filter without the condition on the payload. */
    EventLogFilter withoutText() {
        return new EventLogFilter(
                eventType,
                processed,
                status,
                stream,
                group,
                userId,
                from,
                to,
                null,
                error,
                eventId,
                fingerprint,
                redriveId);
    }

    Conditions conditions() {
        return new Conditions()
                .and("eventType = :eventType", "eventType", eventType)
                .and(Boolean.TRUE.equals(processed) ? "status = :done" : "status <> :done", "done", done())
                .and("status = :status", "status", status == null ? null : status.column())
                .and("stream = :stream", "stream", stream)
                .and("groupName = :group", "group", group)
                .and("userId = :userId", "userId", userId)
                .and(time() + " >= :from", "from", from)
                .and(time() + " < :to", "to", to)
                .and("cast(payload as string) ilike :text escape '\\'", "text", Conditions.containing(text))
                .and("error ilike :error escape '\\'", "error", Conditions.containing(error))
                .and("eventId = :eventId", "eventId", eventId)
                .and("error_fingerprint(error) = :fingerprint", "fingerprint", fingerprint)
                .and("redriveId = :redriveId", "redriveId", redriveId);
    }

    private String time() {
        return status == Status.DEAD ? DIED : "createdAt";
    }

    /** The same filter for dead letters only. */
    EventLogFilter dead() {
        return of(Status.DEAD);
    }

    /** The same filter for events without a handler only. */
    EventLogFilter unhandled() {
        return of(Status.UNHANDLED);
    }

    /** The same, of this status only. */
    EventLogFilter of(Status only) {
        return new EventLogFilter(
                eventType, null, only, stream, group, userId, from, to, text, error, eventId, fingerprint, redriveId);
    }

    /** The same, of one redrive only; null: of any, and of none. */
    public EventLogFilter withRedrive(UUID id) {
        return new EventLogFilter(
                eventType, processed, status, stream, group, userId, from, to, text, error, eventId, fingerprint, id);
    }

    /** The conditions, by the names of the API. */
    Map<String, Object> described() {
        Map<String, Object> described = new HashMap<>();
        described.put("eventType", eventType);
        described.put("stream", stream);
        described.put("group", group);
        described.put("userId", userId);
        described.put("from", from);
        described.put("to", to);
        described.put("q", text);
        described.put("error", error);
        described.put("eventId", eventId);
        described.put("fingerprint", fingerprint);
        described.put("redrive", redriveId);
        return described;
    }

    private String done() {
        return processed == null ? null : Status.PROCESSED.column();
    }
}
