package io.redisstreams.event;

/**
 * Makes text from any source safe to show: what would control a terminal, reverse the direction of writing or begin a
 * line is written as an escape such as {@code \}{@code u001b}. Safe text is returned as it is.
 */
public final class Printable {
    private static final char ZERO_WIDTH_NON_JOINER = '\u200c';
    private static final char ZERO_WIDTH_JOINER = '\u200d';

    private Printable() {}

    /** Returns the text on one line. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** Keeps the lines of the text and indents all but the first, so that none looks like another record. */
    public static String block(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean lines) {
        if (text == null || text.codePoints().allMatch(Printable::isSafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isSafe(c)) {
                safe.appendCodePoint(c);
            } else if (lines && c == '\n') {
                safe.append("\n\t");
            } else if (lines && c == '\t') {
                safe.append('\t');
            } else {
                escape(c, safe);
            }
        });
        return safe.toString();
    }

    private static void escape(int c, StringBuilder to) {
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                for (char unit : Character.toChars(c)) {
                    to.append(String.format("\\u%04x", (int) unit));
                }
            }
        }
    }

    private static boolean isSafe(int c) {
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }
}
