package io.redisstreams.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Converts payloads to and from JSON text, with the application's own mapper. */
@ApplicationScoped
public class Json {
    /** Signs of a number that needs a closer look; a text may hold them too. */
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

    /** @throws BadPayloadException when the text is not JSON, or holds a number that is too large or too small */
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

    /**
     * Reads the payload without building objects from it, which can take many times its size.
     *
     * @param fields of the payload's object
     * @return the texts of these fields, without those that are missing or hold no text
     * @throws BadPayloadException like {@link #read}
     */
    public Map<String, String> texts(String payload, Collection<String> fields) {
        boolean longExponents =
                hasExponent(payload) && LONG_EXPONENT.matcher(payload).find();
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = mapper.createParser(payload)) {
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonStreamContext place = parser.getParsingContext();
                if (place.inRoot() && token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
                    values++;
                } else if (token == JsonToken.VALUE_STRING && isField(place, fields)) {
                    texts.put(parser.currentName(), parser.getText());
                } else if (longExponents && token == JsonToken.VALUE_NUMBER_FLOAT) {
                    requireModest(parser.getText());
                }
            }
            requireOne(values);
            return texts;
        } catch (IOException notJson) {
            throw new BadPayloadException("The payload is not JSON: " + firstLine(notJson), notJson);
        }
    }

    /** @throws BadPayloadException when the JSON does not have the shape of the type */
    public <P> P read(String payload, Class<P> type) {
        P value;
        try {
            value = mapper.readValue(payload, type);
        } catch (JsonProcessingException wrongShape) {
            // Without the place, which differs between the published text and the text that PostgreSQL writes.
            wrongShape.clearLocation();
            throw isNo(type, wrongShape);
        } catch (RuntimeException wrongShape) {
            throw isNo(type, wrongShape);
        }
        if (value == null) {
            throw new BadPayloadException("The payload is null; it must be a " + type.getSimpleName());
        }
        return value;
    }

    private static BadPayloadException isNo(Class<?> type, Exception wrongShape) {
        return new BadPayloadException(
                "The payload is no " + type.getSimpleName() + ": " + firstLine(wrongShape), wrongShape);
    }

    private static boolean isField(JsonStreamContext place, Collection<String> fields) {
        return place.inObject() && place.getParent().inRoot() && fields.contains(place.getCurrentName());
    }

    private static void requireOne(int values) {
        if (values == 0) {
            throw new BadPayloadException("The payload is empty; it must be JSON");
        }
        if (values > 1) {
            throw new BadPayloadException("The payload is not JSON: it holds more than one value");
        }
    }

    private static void requireModest(String number) {
        if (!JsonNumbers.isModest(number)) {
            throw new BadPayloadException("The payload holds a number that is too large or too small");
        }
    }

    /** Decides about nearly all payloads in a tenth of the time that the expression takes. */
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
                if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                    requireModest(parser.getText());
                }
            }
        }
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JsonProcessingException json ? JsonErrors.line(json) : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
