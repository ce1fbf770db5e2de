package io.redisstreams.event;

/**
 * Numbers as JSON text. PostgreSQL's jsonb keeps each number and writes all its digits when it is read: {@code 1e131071}
 * becomes 131,072 digits, so a few thousand such numbers make a row that cannot be read again.
 */
public final class JsonNumbers {
    /** The largest exponent: no double goes beyond it, and few JSON libraries read such a number. */
    private static final int LARGEST_EXPONENT = 324;

    private JsonNumbers() {}

    /** @param number the text of a JSON number */
    public static boolean isModest(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (e < 0) {
            return true;
        }
        try {
            return Math.abs(Integer.parseInt(number.substring(e + 1))) <= LARGEST_EXPONENT;
        } catch (NumberFormatException endless) {
            return false;
        }
    }
}
