package io.redisstreams.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.PayloadText;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A JSON object with any content, as the caller wrote it but without blanks between its parts: numbers keep each digit.
 *
 * @param json storable by PostgreSQL and by Redis, at most {@link io.redisstreams.event.PayloadText#MAX_BYTES} long
 */
@Schema(type = SchemaType.OBJECT, description = "Any JSON object")
@JsonDeserialize(using = Payload.PayloadReader.class)
@RegisterForReflection
public record Payload(@Schema(hidden = true) String json) {

    /** Reads a payload by the rules of {@link PayloadText}. */
    @RegisterForReflection
    static class PayloadReader extends StdDeserializer<Payload> {
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
}
