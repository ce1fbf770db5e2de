package io.redisstreams.replay;

import io.redisstreams.replay.Replay.Source;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * @param from first entry id or ISO-8601 time; null: from the beginning
 * @param to last entry id or ISO-8601 time; null: to the end
 * @param source event-log (the default) or stream
 * @param force whether handlers run again that are not idempotent
 */
record ReplayRequest(
        @NotBlank String group,
        @Size(max = 64) String from,
        @Size(max = 64) String to,

        @Pattern(regexp = "event-log|stream", message = "must be one of event-log, stream")
        String source,

        Boolean force) {
    Source sourceOrDefault() {
        return "stream".equals(source) ? Source.STREAM : Source.EVENT_LOG;
    }
}
