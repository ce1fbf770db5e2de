package io.redisstreams.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.PayloadText;
import java.io.IOException;

/** Reads a payload as {@link PayloadText} demands. */
@RegisterForReflection
class PayloadReader extends StdDeserializer<Payload> {
    private static final long serialVersionUID = 1L;

    PayloadReader() {
        super(Payload.class);
    }

    @Override
    public Payload deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        try {
            return new Payload(PayloadText.copy(parser));
        } catch (BadPayloadException refused) {
            return context.reportInputMismatch(Payload.class, "%s", refused.getMessage());
        }
    }
}
