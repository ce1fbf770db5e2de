package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void aLineIsAPayloadOfTheGivenType() throws IOException {
        assertThat(events("order.paid", " {\"a\": 1}\n\n{\"a\":2}"))
                .extracting(Event::payload)
                .containsExactly("{\"a\": 1}", "{\"a\":2}");
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

    private static List<Event> events(String type, String lines) throws IOException {
        return new InputEvents(
                        new BufferedReader(new StringReader(lines)),
                        type,
                        InputEventsTest::read,
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .next(100);
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw new BadPayloadException("no JSON");
        }
    }
}
