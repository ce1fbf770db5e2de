package io.redisstreams.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Checks the payload that a caller publishes: one rule for the HTTP API and for the commands. It refuses what
 * PostgreSQL's jsonb could not store later, when no caller waits for an answer, and what two readers could read
 * differently.
 */
public final class PayloadText {
    /** The largest payload, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256 * 1024;

    /** The deepest nesting of objects and lists. */
    static final int MAX_DEPTH = 900;

    /** Reads JSON and refuses an object with the same field twice. */
    public static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private PayloadText() {}

    /**
     * Returns the payload as the caller wrote it, without blanks between its parts: numbers keep each digit.
     *
     * @throws BadPayloadException when the text is no payload
     */
    public static String of(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            parser.nextToken();
            String payload = copy(parser);
            if (parser.nextToken() != null) {
                throw new BadPayloadException("must be one JSON object, with nothing after it");
            }
            return payload;
        } catch (JsonProcessingException notJson) {
            throw new BadPayloadException("is not JSON: " + JsonErrors.line(notJson), notJson);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Does the same for the object at the parser's position; leaves the parser at the object's end.
     *
     * @throws BadPayloadException when it is no payload; the message names the rule
     */
    public static String copy(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new BadPayloadException("must be a JSON object");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = STRICT.createGenerator(text)) {
            int depth = 0;
            do {
                check(parser, depth);
                write(parser, copy);
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }
        String json = text.toString();
        if (json.length() > MAX_BYTES || json.getBytes(UTF_8).length > MAX_BYTES) {
            throw new BadPayloadException("must be at most 256 KiB of JSON");
        }
        return json;
    }

    private static void check(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) && !Text.storable(parser.getText())) {
            throw new BadPayloadException(Text.RULE);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !JsonNumbers.isModest(parser.getText())) {
            throw new BadPayloadException("holds a number that is too large or too small to be stored");
        }
        if (token.isStructStart() && depth == MAX_DEPTH) {
            throw new BadPayloadException("must be nested at most " + MAX_DEPTH + " levels deep");
        }
    }

    private static void write(JsonParser parser, JsonGenerator copy) throws IOException {
        if (parser.currentToken().isNumeric()) {
            copy.writeNumber(parser.getText());
        } else {
            copy.copyCurrentEvent(parser);
        }
    }
}
