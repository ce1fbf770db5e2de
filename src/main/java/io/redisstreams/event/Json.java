package io.redisstreams.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.regex.Pattern;

/** Payloads to and from JSON text, with the application's own mapper. */
@ApplicationScoped
public class Json {
    /** What makes a closer look necessary; it may be in a text, too. */
    private static final Pattern LONG_EXPONENT = Pattern.compile("[0-9][eE][+-]?[0-9]{3}");

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException notSerializable) {
            throw new IllegalStateException("Cannot write " + value.getClass().getName() + " as JSON", notSerializable);
        }
    }

    /** @throws BadPayloadException when the text is not JSON, or holds a number that is not modest */
    public JsonNode read(String payload) {
        try {
            JsonNode node = mapper.readTree(payload);
            if (node == null || node.isMissingNode()) {
                throw new BadPayloadException("The payload is empty; it must be JSON");
            }
            if (hasExponent(payload) && LONG_EXPONENT.matcher(payload).find()) {
                requireModestNumbers(payload);
            }
            return node;
        } catch (IOException notJson) {
            throw new BadPayloadException("The payload is not JSON: " + firstLine(notJson), notJson);
        }
    }

    /** @throws BadPayloadException when the JSON has not the shape of the type */
    public <P> P convert(JsonNode node, Class<P> type) {
        P value;
        try {
            value = mapper.treeToValue(node, type);
        } catch (JsonProcessingException | RuntimeException wrongShape) {
            throw new BadPayloadException(
                    "The payload is no " + type.getSimpleName() + ": " + firstLine(wrongShape), wrongShape);
        }
        if (value == null) {
            throw new BadPayloadException("The payload is null; it must be a " + type.getSimpleName());
        }
        return value;
    }

    /** Tells in a tenth of the time what the expression would of nearly all payloads. */
    private static boolean hasExponent(String payload) {
        for (int i = 1; i < payload.length(); i++) {
            char previous = payload.charAt(i - 1);
            if ((payload.charAt(i) | 0x20) == 'e' && previous >= '0' && previous <= '9') {
                return true;
            }
        }
        return false;
    }

    private void requireModestNumbers(String payload) throws IOException {
        try (JsonParser parser = mapper.createParser(payload)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT && !JsonNumbers.isModest(parser.getText())) {
                    throw new BadPayloadException("The payload holds a number that is too large or too small");
                }
            }
        }
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
