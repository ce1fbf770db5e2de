package io.redisstreams.system;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;
import io.redisstreams.event.LogLine;
import io.redisstreams.handler.Delivery;

/**
 * Payload of {@code system.error} and {@code system.info}.
 *
 * @param metadata further information; may be null
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record SystemEvent(LogLevel level, String message, JsonNode metadata) {
    /** The longest message, in characters. */
    public static final int MESSAGE = 10_000;

    public SystemEvent {
        Fields.present("level", level);
        Fields.text("message", message, MESSAGE);
    }

    static String line(Delivery<SystemEvent> delivery) {
        SystemEvent payload = delivery.payload();
        return LogLine.of(delivery.event(), line -> {
            line.put("level", payload.level().toString());
            line.put("message", payload.message());
            line.set("metadata", payload.metadata());
        });
    }
}
