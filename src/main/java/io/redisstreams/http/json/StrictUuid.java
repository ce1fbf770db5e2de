package io.redisstreams.http.json;

import java.util.UUID;

/** Accepts only the usual 36 characters; {@link UUID#fromString} would accept {@code 1-1-1-1-1}. */
public class StrictUuid extends StrictText<UUID> {
    public static final String RULE = "must be a UUID, such as 0198a5f0-3c4b-7d2e-9f10-2b3c4d5e6f70";
    private static final long serialVersionUID = 1L;

    StrictUuid() {
        super(UUID.class);
    }

    /** @return null when the text is no UUID */
    public static UUID of(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException noUuid) {
            return null;
        }
    }

    @Override
    UUID parse(String text) {
        return of(text);
    }

    @Override
    String rule() {
        return RULE;
    }
}
