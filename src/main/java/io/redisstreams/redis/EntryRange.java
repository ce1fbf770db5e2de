package io.redisstreams.redis;

import java.time.DateTimeException;

/**
 * A bound of a range of entries, as Redis takes it and as people write it: an entry id, a {@code (} before it to leave
 * that entry out, an ISO-8601 time, {@code -} or {@code +}.
 */
public record EntryRange(String start, String end) {
    private static final String LAST_OF_MILLISECOND = Long.toUnsignedString(-1);
    private static final String LOWEST = "0-0";
    private static final String HIGHEST = LAST_OF_MILLISECOND + '-' + LAST_OF_MILLISECOND;

    /**
     * @param start null: from the first entry
     * @param end null: to the last one
     * @throws IllegalArgumentException when one cannot be read; the message says how it must look
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

    /** Whether no entry can lie in it: Redis refuses what begins after the highest id, or ends before the lowest. */
    boolean isEmpty() {
        return start.startsWith("(") && isSame(start.substring(1), HIGHEST)
                || end.startsWith("(") && isSame(end.substring(1), LOWEST);
    }

    private static boolean isSame(String id, String other) {
        return id.contains("-") && EntryId.compare(id, other) == 0;
    }

    /** Whether the text is an id that an entry may have. */
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
