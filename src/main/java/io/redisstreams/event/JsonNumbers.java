package io.redisstreams.event;

/**
 * Numbers as JSON text. PostgreSQL's jsonb keeps each as it is and writes it out in full when it is read: {@code 1e131071}
 * becomes 131,072 digits, so that a few thousand of them are a row that nobody can read again.
 */
public final class JsonNumbers {
    /** Beyond it no double can be, and few JSON libraries read a number. */
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
