package io.redisstreams.stream;

import java.time.Instant;

/** Redis ids of entries, {@code <milliseconds>-<sequence>}, both unsigned 64 bit. */
public final class EntryId {
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private EntryId() {}

    static int compare(String left, String right) {
        int byMillis = Long.compareUnsigned(millis(left), millis(right));
        return byMillis != 0 ? byMillis : Long.compareUnsigned(sequence(left), sequence(right));
    }

    static long millis(String id) {
        int dash = id.indexOf('-');
        return Long.parseUnsignedLong(dash < 0 ? id : id.substring(0, dash));
    }

    /** When Redis made the id; null when that is no time that a calendar knows: anybody may choose an id. */
    public static Instant time(String id) {
        long millis = millis(id);
        return millis < 0 || millis > YEAR_9999 ? null : Instant.ofEpochMilli(millis);
    }

    static long sequence(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? 0 : Long.parseUnsignedLong(id.substring(dash + 1));
    }
}
