package io.redisstreams.event;

/** Which text can be stored: PostgreSQL refuses U+0000, and half of a surrogate pair is no character. */
public final class Text {
    public static final String RULE = "must not hold the character U+0000 or half of a surrogate pair";

    private Text() {}

    public static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
