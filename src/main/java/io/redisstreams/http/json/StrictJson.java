package io.redisstreams.http.json;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import java.util.UUID;

/**
 * The mapper of the HTTP API. It accepts only what the API documents and guesses nothing: a caller's mistake is reported
 * at once and not stored. The application's own mapper reads the payloads of events, and is as tolerant as a consumer
 * should be.
 */
@Provider
class StrictJson implements ContextResolver<ObjectMapper> {
    private final ObjectMapper strict;

    StrictJson(ObjectMapper application) {
        strict = application
                .copy()
                .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
                .configure(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.mappedFeature(), true)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .registerModule(new SimpleModule("strict")
                        .addDeserializer(String.class, new StrictString())
                        .addDeserializer(UUID.class, new StrictUuid())
                        .addDeserializer(Instant.class, new StrictTime()));
        for (LogicalType type : LogicalType.values()) {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
                if (type != LogicalType.Float || shape != CoercionInputShape.Integer) {
                    strict.coercionConfigFor(type).setCoercion(shape, Fail);
                }
            }
        }
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return strict;
    }

    static class StrictString extends StrictText<String> {
        private static final long serialVersionUID = 1L;

        StrictString() {
            super(String.class);
        }

        @Override
        String parse(String text) {
            return text;
        }

        @Override
        String rule() {
            return "must be a string";
        }
    }
}
