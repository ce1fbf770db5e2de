package io.redisstreams.eventlog;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Makes text of foreign producers storable in PostgreSQL: no U+0000, no half of a surrogate pair, no endless type names.
 */
final class SafeText {
    private static final int LENGTH = 1000;

    private SafeText() {}

    /** Any text as a JSON string, for the payload column of an event whose payload jsonb refuses. */
    static String jsonString(String text) {
        return new TextNode(clean(text)).toString();
    }

    static String name(String text) {
        if (text == null || text.length() <= LENGTH && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        String clean = clean(text);
        return clean.length() <= LENGTH ? clean : clean(clean.substring(0, LENGTH));
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
