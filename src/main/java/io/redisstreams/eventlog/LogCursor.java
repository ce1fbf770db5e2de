package io.redisstreams.eventlog;

import io.redisstreams.postgres.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the event log behind which the next page begins, as text for callers: its id and the microsecond of its writing.
 * A page is found as fast at the millionth row as at the first.
 */
public record LogCursor(long id, Instant createdAt) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    public static LogCursor of(EventLogEntry row) {
        return new LogCursor(row.id, row.createdAt);
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
        return id + "." + ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
    }

    /** The conditions, and that rows come after a cursor; null: after none. */
    static Conditions narrow(Conditions conditions, LogCursor after, boolean byTime) {
        if (after == null) {
            return conditions;
        }
        return byTime
                ? conditions
                        .and("createdAt <= :afterTime and (createdAt < :afterTime or id < :after)", "after", after.id())
                        .with("afterTime", after.createdAt())
                : conditions.and("id < :after", "after", after.id());
    }
}
