package io.redisstreams.system;

import io.redisstreams.event.Json;
import io.redisstreams.http.json.Payload;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record LogRequest(
        @NotNull LogLevel level,
        @NotBlank @Size(max = SystemEvent.MESSAGE) String message,
        Payload metadata) {
    SystemEvent report(Json json) {
        return new SystemEvent(level, message, metadata == null ? null : json.read(metadata.json()));
    }
}
