package io.redisstreams.redis;

import java.time.DateTimeException;

/**
 * A range of entries. A bound is written as Redis takes it or as people write it: an entry id, a {@code (} and an entry
 * id, to exclude that entry, an ISO-8601 time, {@code -} or {@code +}.
 */
public record EntryRange(String start, String end) {
    private static final String LAST_OF_MILLISECOND = Long.toUnsignedString(-1);
    private static final String LOWEST = "0-0";
    private static final String HIGHEST = LAST_OF_MILLISECOND + '-' + LAST_OF_MILLISECOND;

    /**
     * @param start null: from the first entry
     * @param end null: to the last one
     * @throws IllegalArgumentException when a bound is invalid; the message describes its form
     */
    public static EntryRange of(String start, String end) {
        return new EntryRange(
                start == null ? "-" : bound(start, "0"), end == null ? "+" : bound(end, LAST_OF_MILLISECOND));
    }

    private static String bound(String text, String sequence) {
        if (text.equals("-") || text.equals("+") || isId(text.startsWith("(") ? text.substring(1) : text)) {
            return text;
        }
        try {
            return EntryId.millisAt(text) + "-" + sequence;
        } catch (DateTimeException neither) {
            throw new IllegalArgumentException(
                    "must be an entry id like 1769860800130-0, '(' and an entry id, an ISO-8601 time, '-' or '+'",
                    neither);
        }
    }

    /**
     * Whether the range can hold no entry: Redis refuses a range that begins after the highest id, or ends before the
     * lowest.
     */
    boolean isEmpty() {
        return start.startsWith("(") && isSame(start.substring(1), HIGHEST)
                || end.startsWith("(") && isSame(end.substring(1), LOWEST);
    }

    private static boolean isSame(String id, String other) {
        return id.contains("-") && EntryId.compare(id, other) == 0;
    }

    /** Whether an entry may have this id. */
    public static boolean isId(String text) {
        if (!text.matches("\\d{1,20}(-\\d{1,20})?")) {
            return false;
        }
        try {
            for (String part : text.split("-")) {
                Long.parseUnsignedLong(part);
            }
            return true;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }
}
