package io.redisstreams.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.eventlog.EventLogEntry;
import java.time.Instant;
import java.util.UUID;

/** A dead letter as JSON. */
@RegisterForReflection
record DeadLetter(
        long id,
        UUID eventId,
        String stream,
        String group,
        String eventType,
        @JsonRawValue String payload,
        String payloadBase64,
        int attempts,
        String error,
        Instant publishedAt,
        Instant createdAt) {
    static DeadLetter of(EventLogEntry entry) {
        return new DeadLetter(
                entry.id,
                entry.eventId,
                entry.stream,
                entry.groupName,
                entry.eventType,
                entry.shownPayload,
                entry.payloadBase64,
                entry.attempts,
                entry.error,
                entry.publishedAt,
                entry.createdAt);
    }
}
