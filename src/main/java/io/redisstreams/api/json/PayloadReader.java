package io.redisstreams.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.JsonNumbers;
import java.io.IOException;
import java.io.StringWriter;

/** Reads a payload token by token, and refuses what PostgreSQL's jsonb could not hold later, when nobody listens. */
@RegisterForReflection
class PayloadReader extends StdDeserializer<Payload> {
    static final int MAX_BYTES = 256 * 1024;
    private static final long serialVersionUID = 1L;

    PayloadReader() {
        super(Payload.class);
    }

    @Override
    public Payload deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            return context.reportInputMismatch(Payload.class, "must be a JSON object");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
            int depth = 0;
            do {
                check(parser, context);
                write(parser, copy);
                depth += parser.currentToken().isStructStart()
                        ? 1
                        : parser.currentToken().isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }
        String json = text.toString();
        if (json.length() > MAX_BYTES || json.getBytes(UTF_8).length > MAX_BYTES) {
            return context.reportInputMismatch(Payload.class, "must be at most 256 KiB of JSON");
        }
        return new Payload(json);
    }

    private static void check(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) && !Text.storable(parser.getText())) {
            context.reportInputMismatch(Payload.class, Text.RULE);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !JsonNumbers.isModest(parser.getText())) {
            context.reportInputMismatch(Payload.class, "holds a number that is too large or too small to be stored");
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
