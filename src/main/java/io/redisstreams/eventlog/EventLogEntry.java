package io.redisstreams.eventlog;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The outcome of one event in one group: a row of the audit. The engine writes it; this class reads it. */
@Entity
@Table(name = "event_log")
public class EventLogEntry extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public UUID eventId;
    public String stream;
    public String messageId;
    public String eventType;

    /** Read only on demand: see {@link #shownPayload}. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Basic(fetch = FetchType.LAZY)
    public String payload;

    /** The payload's JSON text as far as the response had room for it; null until it is filled in. */
    @Transient
    public String shownPayload;

    /** The payload's bytes in base64 when they are no text, as far as the response had room for them; otherwise null. */
    @Transient
    public String payloadBase64;

    /** Whether {@link #shownPayload} is only the beginning, and therefore no JSON. */
    @Transient
    public boolean payloadTruncated;

    public UUID userId;
    public String groupName;
    public String consumer;
    public String status;
    public int attempts;
    public Instant nextAttemptAt;
    public String error;
    public String traceparent;
    public String publisher;
    public Instant publishedAt;
    public Instant processedAt;
    public Instant createdAt;

    /** When the group gave up on it the last time; null when it never did, or long ago. */
    public Instant diedAt;

    /** The redrive by which it runs, or ran, again; null when it was not redriven. */
    public UUID redriveId;

    /** When a dead letter died. */
    public Instant died() {
        return Objects.requireNonNullElse(diedAt, createdAt);
    }

    /** The event's rows in all groups, the oldest first. */
    public static List<EventLogEntry> ofEvent(UUID eventId) {
        return list("eventId = ?1 order by id", eventId);
    }
}
