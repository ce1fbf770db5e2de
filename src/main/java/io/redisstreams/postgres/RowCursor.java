package io.redisstreams.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The row after which the next page of a list begins, as text for callers: its id and its time in microseconds, which
 * orders the list, newest first. A page at the millionth row is found as fast as the first one.
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
     * Adds the condition that rows come after a cursor; adds nothing for null.
     *
     * @param time column that orders the rows, before {@code id}
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
