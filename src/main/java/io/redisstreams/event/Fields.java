package io.redisstreams.event;

/** Checks the fields of a payload, in the constructors of payload records. A failed check makes the payload bad. */
public final class Fields {
    private Fields() {}

    /** @throws BadPayloadException when the value is null */
    public static <T> T present(String field, T value) {
        if (value == null) {
            throw new BadPayloadException(field + " is missing");
        }
        return value;
    }

    /** @throws BadPayloadException when the text is null, blank, or longer than {@code max} characters */
    public static String text(String field, String value, int max) {
        if (present(field, value).isBlank()) {
            throw new BadPayloadException(field + " is blank");
        }
        return optionalText(field, value, max);
    }

    /** @throws BadPayloadException when the text is not null, and longer than {@code max} characters */
    public static String optionalText(String field, String value, int max) {
        if (value != null && value.length() > max) {
            throw new BadPayloadException(field + " is longer than " + max + " characters");
        }
        return value;
    }
}
