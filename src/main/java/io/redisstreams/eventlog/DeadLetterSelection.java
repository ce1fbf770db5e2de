package io.redisstreams.eventlog;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Dead letters by their ids, or all that match; empty: all. */
record DeadLetterSelection(
        @Size(min = 1, max = 1000) List<@NotNull Long> ids,
        String eventType,
        String stream,
        String group,
        String error,
        String fingerprint,
        String q,
        Instant from,
        Instant to,
        UUID redrive) {
    EventLogFilter filter() {
        return new EventLogFilter(eventType, null, null, stream, group, null, from, to, q, error)
                .withFingerprint(fingerprint)
                .withRedrive(redrive);
    }
}
