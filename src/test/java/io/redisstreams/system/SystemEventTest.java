package io.redisstreams.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redisstreams.event.Event;
import io.redisstreams.handler.Delivery;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SystemEventTest {
    @Test
    void isToldWithItsMetadata() {
        SystemEvent payload = new SystemEvent(
                LogLevel.ERROR,
                "disk\nfull",
                JsonNodeFactory.instance.objectNode().put("host", "db-1"));
        Event event = new Event(UUID.randomUUID(), "system.error", "{}", Instant.EPOCH);
        assertThat(SystemEvent.line(new Delivery<>(event, payload, "system:logs", "1-0", "g", 1, false)))
                .startsWith("system.error {")
                .contains("\"level\":\"error\"", "\"message\":\"disk\\nfull\"", "\"metadata\":{\"host\":\"db-1\"}")
                .doesNotContain("\n");
    }
}
