package io.redisstreams.eventlog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The payload of a row of the event log, as indexed text. Written by {@link EventTexts}. */
@Entity
@Table(name = "event_text")
class EventText {
    @Id
    Long id;

    String payload;
}
