package io.redisstreams.redis;

import java.time.DateTimeException;
import java.time.Instant;

/** Redis ids of entries, {@code <milliseconds>-<sequence>}, both unsigned 64 bit. */
public final class EntryId {
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private EntryId() {}

    public static int compare(String left, String right) {
        int byMillis = Long.compareUnsigned(millis(left), millis(right));
        return byMillis != 0 ? byMillis : Long.compareUnsigned(sequence(left), sequence(right));
    }

    public static long millis(String id) {
        int dash = id.indexOf('-');
        return Long.parseUnsignedLong(dash < 0 ? id : id.substring(0, dash));
    }

    /** When Redis made the id; null when it holds no valid time: any client may choose an id. */
    public static Instant time(String id) {
        long millis = millis(id);
        return millis < 0 || millis > YEAR_9999 ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * Returns the milliseconds of ids that Redis makes at a time.
     *
     * @param time ISO-8601, from 1970 to 9999
     * @throws DateTimeException when the text is no such time
     */
    public static long millisAt(String time) {
        Instant instant = Instant.parse(time);
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.ofEpochMilli(YEAR_9999))) {
            throw new DateTimeException("'" + time + "' is not between 1970 and 9999");
        }
        return instant.toEpochMilli();
    }

    /** The highest id before those that Redis makes at a time; the time must be as for {@link #millisAt}. */
    public static String before(String time) {
        long millis = millisAt(time);
        return millis == 0 ? "0-0" : (millis - 1) + "-" + Long.toUnsignedString(-1);
    }

    public static long sequence(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? 0 : Long.parseUnsignedLong(id.substring(dash + 1));
    }
}
