package io.redisstreams.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Status;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.redis.Entry;
import java.time.Duration;
import java.util.UUID;

/**
 * A row for the event log.
 *
 * @param payload as it was published; null when PostgreSQL cannot store it as text
 * @param payloadBytes the same as bytes, when it is no text; otherwise null
 * @param shown JSON that replaces a payload that jsonb refuses; otherwise null
 * @param attempts 0: a fault of the servers interrupted the first one, or there is no handler
 * @param retryAfter only for {@link Status#RETRYING}
 * @param answer JSON of the remote handler's answer; otherwise null
 */
public record LogRecord(
        UUID eventId,
        String messageId,
        String eventType,
        String payload,
        byte[] payloadBytes,
        String shown,
        UUID userId,
        Status status,
        int attempts,
        Duration retryAfter,
        String error,
        String traceparent,
        String key,
        String publisher,
        long publishedMillis,
        String answer) {
    /** For an event without a failure: handled, or only recorded. */
    public static LogRecord done(GroupSettings group, HandlerCall work) {
        return work.isUnhandled(group)
                ? of(work, Status.UNHANDLED, 0, null, null)
                : of(work, Status.PROCESSED, 1, null, null);
    }

    public static LogRecord retrying(HandlerCall work, int attempts, Duration retryAfter, String error) {
        return of(work, Status.RETRYING, attempts, retryAfter, error);
    }

    public static LogRecord dead(HandlerCall work, int attempts, String error) {
        return of(work, Status.DEAD, attempts, null, error);
    }

    /** @param error why it is not handled */
    public static LogRecord discarded(HandlerCall work, int attempts, String error) {
        return of(work, Status.DISCARDED, attempts, null, error);
    }

    /** The same row with a JSON string in place of a payload that jsonb refused. */
    public LogRecord unstorable() {
        String text = payload == null ? new String(payloadBytes, UTF_8) : payload;
        return new LogRecord(
                eventId,
                messageId,
                eventType,
                payload,
                payloadBytes,
                SafeText.jsonString(text),
                userId,
                status,
                attempts,
                retryAfter,
                error,
                traceparent,
                key,
                publisher,
                publishedMillis,
                answer);
    }

    /** The same row with the remote handler's answer, as JSON or null. */
    public LogRecord answered(String json) {
        return new LogRecord(
                eventId,
                messageId,
                eventType,
                payload,
                payloadBytes,
                shown,
                userId,
                status,
                attempts,
                retryAfter,
                error,
                traceparent,
                key,
                publisher,
                publishedMillis,
                json);
    }

    int characters() {
        int bytes = payloadBytes == null ? 0 : payloadBytes.length;
        return bytes + (payload == null ? 0 : payload.length()) + (shown == null ? 0 : shown.length());
    }

    private static LogRecord of(HandlerCall work, Status status, int attempts, Duration retryAfter, String error) {
        var event = work.entry().event();
        byte[] bytes = bytes(work.entry());
        String shown = work.isJson() ? event.payload() : SafeText.jsonString(event.payload());
        return new LogRecord(
                event.id(),
                work.entry().messageId(),
                SafeText.name(event.type()),
                bytes == null ? event.payload() : null,
                bytes,
                bytes == null && work.isJson() ? null : shown,
                work.userId(),
                status,
                attempts,
                retryAfter,
                error,
                SafeText.name(event.traceparent()),
                SafeText.name(event.key()),
                SafeText.name(event.publisher()),
                event.timestamp().toEpochMilli(),
                null);
    }

    private static byte[] bytes(Entry entry) {
        boolean text = entry.payloadBytes() == null && entry.event().payload().indexOf('\0') < 0;
        return text || entry.payloadBytes() != null
                ? entry.payloadBytes()
                : entry.event().payload().getBytes(UTF_8);
    }
}
