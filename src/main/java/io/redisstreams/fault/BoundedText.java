package io.redisstreams.fault;

/** Text that PostgreSQL can store, cut to a number of bytes. */
final class BoundedText {
    private BoundedText() {}

    /** Returns the beginning of a text: at most {@code bytes} bytes of UTF-8, without U+0000 and halves of characters. */
    static String of(String text, int bytes) {
        StringBuilder bounded = new StringBuilder(Math.min(text.length(), bytes));
        int room = bytes;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            String safe = safe(c);
            room -= safe.length() > 2 ? safe.length() : bytes(c);
            if (room < 0) {
                break;
            }
            bounded.append(safe);
        }
        return bounded.toString();
    }

    private static String safe(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c == 0 || half ? String.format("\\u%04x", c) : Character.toString(c);
    }

    private static int bytes(int c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}
