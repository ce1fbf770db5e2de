package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisstreams.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    @Test
    void aLineIsAPayloadOfTheGivenType() throws IOException {
        assertThat(events("order.paid", " {\"a\": 1}\n\n{\"a\":2}"))
                .extracting(Event::payload)
                .containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(events("order.paid", "{}").get(0))
                .returns("order.paid", Event::type)
                .returns(NOW, Event::timestamp);
    }

    @Test
    void aWholeEventKeepsWhatItSays() throws IOException {
        String id = "0198c5ff-0000-7000-8000-000000000001";
        Event event = events(
                        null,
                        "{\"messageId\":\"1-0\",\"id\":\"" + id
                                + "\",\"eventType\":\"a.b\",\"timestamp\":\"2020-01-01T00:00:00Z\",\"payload\":{\"c\":[1,2]}}")
                .get(0);
        assertThat(event.id()).hasToString(id);
        assertThat(event.type()).isEqualTo("a.b");
        assertThat(event.timestamp()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(event.payload()).isEqualTo("{\"c\":[1,2]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[1]",
                "{\"eventType\":\"a\",\"payload\":[1]}",
                "{\"eventType\":\"a\",\"payload\":{\"b\":\"\\u0000\"}}",
                "{\"eventType\":\"a\",\"payload\":{\"b\":\"\\ud83d\"}}",
                "{\"eventType\":\"a\",\"payload\":{\"b\":1,\"b\":2}}",
                "{\"eventType\":\"Not A Type\",\"payload\":{}}",
                "{\"eventType\":\"a\",\"payload\":{},\"id\":\"7\"}",
                "{\"eventType\":\"a\",\"payload\":{},\"timestamp\":\"noon\"}",
                "{}"
            })
    void aBadLineIsNamedByItsNumber(String line) {
        assertThatThrownBy(() -> events(null, "{\"eventType\":\"a\",\"payload\":{}}\n" + line))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("Line 2: ");
    }

    @Test
    void numbersKeepEachDigit() throws IOException {
        assertThat(events(null, "{\"payload\": {\"n\": [1.10, 1e5, -0]}, \"eventType\": \"a\"}")
                        .get(0)
                        .payload())
                .isEqualTo("{\"n\":[1.10,1e5,-0]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1", "{\"a\":[1}", "{\"a\":\"b", "{\"a\" 1}"})
    void aLineThatIsNotJsonIsToldWithoutWordsOfTheParser(String line) {
        assertThatThrownBy(() -> events("a.b", line))
                .hasMessageStartingWith("Line 1: payload is not JSON: ")
                .hasMessageNotContaining("REDACTED")
                .hasMessageNotContaining("StreamReadFeature");
    }

    @Test
    void aFileOfAnotherEncodingIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("latin1"), new byte[] {'{', (byte) 0xe4, '}'});
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            assertThatThrownBy(() -> new InputEvents(lines, "Line", "a.b", Clock.systemUTC()).next(1))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("not UTF-8");
        }
    }

    private static List<Event> events(String type, String lines) {
        return new InputEvents(
                        new BufferedReader(new StringReader(lines)), "Line", type, Clock.fixed(NOW, ZoneOffset.UTC))
                .next(100);
    }
}
