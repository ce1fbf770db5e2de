package io.redisstreams.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The row behind which the next page of a list begins, as text for callers: its id and the microsecond by which the list is
 * ordered, the newest first. A page is found as fast at the millionth row as at the first.
 */
public record RowCursor(UUID id, Instant at) {
    private static final Pattern TEXT =
            Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\.(\\d{1,18})");

    /** Null when the text is no cursor. */
    public static RowCursor of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? new RowCursor(
                        UUID.fromString(parts.group(1)),
                        Instant.EPOCH.plus(Long.parseLong(parts.group(2)), ChronoUnit.MICROS))
                : null;
    }

    public String text() {
        return id + "." + ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /**
     * Adds the condition that rows come after a cursor; null: after none.
     *
     * @param time by which the rows are ordered, then by {@code id}
     */
    public static Conditions narrow(Conditions conditions, String time, RowCursor after) {
        return after == null
                ? conditions
                : conditions
                        .and(
                                "%1$s <= :afterTime and (%1$s < :afterTime or id < :after)".formatted(time),
                                "after",
                                after.id)
                        .with("afterTime", after.at);
    }
}
