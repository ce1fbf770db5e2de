package io.redisstreams.event;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Jackson's message about a text that is not JSON, without the parts for Jackson's programmers. */
public final class JsonErrors {
    private JsonErrors() {}

    /** One line that says what is wrong; not where, and nothing of the text's origin or of switches of the parser. */
    public static String line(JsonProcessingException fault) {
        String line = fault.getOriginalMessage().lines().findFirst().orElse("");
        return line.replaceAll(" \\(start marker at .*|: enable `.*|, from `[^`]*`|\\[Source: REDACTED[^;]*; ", "");
    }
}
