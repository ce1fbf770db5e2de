package io.redisstreams.eventlog;

import io.redisstreams.postgres.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the event log after which the next page begins, as text for callers: its id and the time in microseconds that
 * orders the list. A page at the millionth row is found as fast as the first one.
 */
public record LogCursor(long id, Instant at) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    public static LogCursor of(EventLogEntry row) {
        return new LogCursor(row.id, row.createdAt);
    }

    static LogCursor ofDead(EventLogEntry row) {
        return new LogCursor(row.id, row.died());
    }

    /** Null when the text is no cursor. */
    public static LogCursor of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? new LogCursor(
                        Long.parseLong(parts.group(1)),
                        Instant.EPOCH.plus(Long.parseLong(parts.group(2)), ChronoUnit.MICROS))
                : null;
    }

    public String text() {
        return id + "." + ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /**
     * Adds the condition that rows come after a cursor; adds nothing for null.
     *
     * @param time by which the rows are ordered before {@code id}; null: by {@code id} only
     */
    static Conditions narrow(Conditions conditions, LogCursor after, String time) {
        if (after == null) {
            return conditions;
        }
        return time == null
                ? conditions.and("id < :after", "after", after.id)
                : conditions
                        .and(
                                "%1$s <= :afterTime and (%1$s < :afterTime or id < :after)".formatted(time),
                                "after",
                                after.id)
                        .with("afterTime", after.at);
    }
}
