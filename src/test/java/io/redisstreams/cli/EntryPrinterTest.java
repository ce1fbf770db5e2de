package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.event.Event;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryPrinterTest {
    @Test
    void anEntryIsOneLineThatCannotSteerTheTerminal() {
        String evil = "\u001b]52;c;ZXZpbA==\u0007\u009b2J\u202e\u2028";
        Event event = new Event(UUID.randomUUID(), "type" + evil, "{}\n" + evil, Instant.EPOCH);
        assertThat(EntryPrinter.text(new StreamEntry("s", "1-0", event)))
                .matches("[ -~]+")
                .startsWith(
                        "1970-01-01T00:00:00Z  1-0  type\\u001b]52;c;ZXZpbA==\\u0007\\u009b2J\\u202e\\u2028  {} \\u001b");
    }
}
