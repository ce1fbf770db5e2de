package io.redisstreams.group;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.time.Duration;

/** Parses a duration in the format of the configuration. */
@RegisterForReflection
class SettingDuration extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    SettingDuration() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Duration duration = parser.hasToken(JsonToken.VALUE_STRING) ? duration(parser.getText()) : null;
        return duration == null
                ? context.reportInputMismatch(Duration.class, "must be a duration, such as 500MS, 30S, 5M or 2H")
                : duration;
    }

    private static Duration duration(String text) {
        try {
            return DurationConverter.parseDuration(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
