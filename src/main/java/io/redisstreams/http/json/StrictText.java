package io.redisstreams.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.redisstreams.event.Text;
import java.io.IOException;

/** Reads a value that is written as a JSON string, and in no other form. */
abstract class StrictText<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    StrictText(Class<T> type) {
        super(type);
        this.type = type;
    }

    /** @return null when the text is invalid */
    abstract T parse(String text);

    abstract String rule();

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return context.reportInputMismatch(type, "must be a string");
        }
        String text = parser.getText();
        if (!Text.storable(text)) {
            return context.reportInputMismatch(type, Text.RULE);
        }
        T value = parse(text);
        return value == null ? context.reportInputMismatch(type, rule()) : value;
    }
}
