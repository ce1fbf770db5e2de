package io.redisstreams.replay;

import io.redisstreams.redis.EntryId;
import java.math.BigDecimal;
import java.time.DateTimeException;

/**
 * A range from one entry to another, both included, by their ids.
 *
 * @param from null: from the beginning
 * @param to null: to the end
 */
public record ReplayRange(String from, String to) {
    private static final String LAST_OF_MILLISECOND = Long.toUnsignedString(-1);

    /**
     * @param from an entry id, an ISO-8601 time, or null
     * @param to an entry id, an ISO-8601 time, or null
     * @throws IllegalArgumentException when a text is neither
     */
    public static ReplayRange of(String from, String to) {
        return new ReplayRange(id(from, "0"), id(to, LAST_OF_MILLISECOND));
    }

    private static String id(String text, String sequence) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.matches("\\d{1,19}-\\d{1,19}")) {
            return text;
        }
        try {
            return EntryId.millisAt(text) + "-" + sequence;
        } catch (DateTimeException neither) {
            throw new IllegalArgumentException("'" + text + "' is neither an entry id nor an ISO-8601 time", neither);
        }
    }

    BigDecimal fromMillis() {
        return new BigDecimal(from == null ? "0" : millis(from));
    }

    BigDecimal fromSequence() {
        return new BigDecimal(from == null ? "0" : sequence(from));
    }

    BigDecimal toMillis() {
        return new BigDecimal(to == null ? LAST_OF_MILLISECOND : millis(to));
    }

    BigDecimal toSequence() {
        return new BigDecimal(to == null ? LAST_OF_MILLISECOND : sequence(to));
    }

    private static String millis(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private static String sequence(String id) {
        return id.substring(id.indexOf('-') + 1);
    }
}
