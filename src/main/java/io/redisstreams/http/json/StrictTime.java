package io.redisstreams.http.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Accepts ISO-8601 with an offset, in the years 1 to 9999, which every database and client can store. */
public class StrictTime extends StrictText<Instant> {
    public static final String RULE = "must be an ISO-8601 time with an offset, such as 2026-01-31T12:00:00Z";
    private static final long serialVersionUID = 1L;

    StrictTime() {
        super(Instant.class);
    }

    /** @return null when the text is invalid */
    public static Instant of(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() >= 1 && time.getYear() <= 9999 ? time.toInstant() : null;
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    @Override
    Instant parse(String text) {
        return of(text);
    }

    @Override
    String rule() {
        return RULE;
    }
}
