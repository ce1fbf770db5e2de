package io.redisstreams.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void isOneLineWhateverTheEventCarries() {
        UUID id = UUID.fromString("019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11");
        Event event = new Event(id, "system.info", "{}", Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(LogLine.of(event, line -> line.put("message", "a\nb \"c\"")))
                .isEqualTo("system.info {\"eventId\":\"019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11\","
                        + "\"timestamp\":\"2026-01-31T12:00:00Z\",\"message\":\"a\\nb \\\"c\\\"\"}");
    }
}
