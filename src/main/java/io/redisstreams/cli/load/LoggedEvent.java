package io.redisstreams.cli.load;

import java.time.Instant;
import java.util.UUID;

/** A row of the event log: one event in one group. Times may be null. */
record LoggedEvent(UUID eventId, String group, String status, Instant publishedAt, Instant processedAt) {
    private static final String RETRYING = "retrying";
    private static final String PROCESSED = "processed";

    boolean over() {
        return !RETRYING.equals(status);
    }

    boolean processed() {
        return PROCESSED.equals(status);
    }
}
