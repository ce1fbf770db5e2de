package io.redisstreams.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisstreams.event.PayloadText;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    private static final ObjectMapper JSON = new StrictJson(new ObjectMapper()).getContext(Body.class);

    enum Colour {
        RED
    }

    record Body(String text, UUID id, Instant time, Colour colour, int number, List<String> list, Payload payload) {}

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a number for a text              | {"text": 5}
                    a flag for a text                | {"text": true}
                    a list for a text                | {"text": ["a"]}
                    U+0000                           | {"text": "a\\u0000"}
                    the first half of a character    | {"text": "\\ud83d"}
                    the second half of a character   | {"text": "\\ude00 \\ud83d"}
                    a text for a number              | {"number": "5"}
                    a fraction for a whole number    | {"number": 5.5}
                    a flag for a number              | {"number": true}
                    a short UUID                     | {"id": "1-1-1-1-1"}
                    a UUID in base64                 | {"id": "AAAAAAAAAAAAAAAAAAAAAA=="}
                    a number for a time              | {"time": 1700000000}
                    a number in a text for a time    | {"time": "1700000000"}
                    a date for a time                | {"time": "2026-01-31"}
                    a time without an offset         | {"time": "2026-01-31T12:00:00"}
                    a time that no database can hold | {"time": "+99999-01-31T12:00:00Z"}
                    a number for a choice            | {"colour": 0}
                    an empty choice                  | {"colour": ""}
                    a choice in another case         | {"colour": "red"}
                    one for many                     | {"list": "a"}
                    an unknown field                 | {"other": 1}
                    a field twice                    | {"text": "a", "text": "b"}
                    something behind                 | {"text": "a"} {}
                    no object                        | []
                    an empty text                    | ""
                    broken                           | {"text":
                    """)
    void refuses(String name, String body) {
        assertThatThrownBy(() -> JSON.readValue(body, Body.class)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void takesWhatIsRight() throws JsonProcessingException {
        Body body = JSON.readValue("""
                {"text": "é😀\\ud83d\\ude00", "id": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11",
                 "time": "2026-01-31T13:00:00+01:00", "colour": "RED", "number": 5, "list": ["a"], "payload": {}}
                """, Body.class);
        assertThat(body)
                .isEqualTo(new Body(
                        "é😀😀",
                        UUID.fromString("019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11"),
                        Instant.parse("2026-01-31T12:00:00Z"),
                        Colour.RED,
                        5,
                        List.of("a"),
                        new Payload("{}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                       | {}
                    {"a": [1, {"b": null}], "c": true}       | {"a":[1,{"b":null}],"c":true}
                    {"n": 1.10, "e": 1e5, "x": -0.0}         | {"n":1.10,"e":1e5,"x":-0.0}
                    {"big": 123456789012345678901234567890}  | {"big":123456789012345678901234567890}
                    {"far": 1e308, "near": 4.9e-324}         | {"far":1e308,"near":4.9e-324}
                    {"text": "\\u00e9 \\ud83d\\ude00 \\n"}   | {"text":"é 😀 \\n"}
                    {"payload": {"payload": {}}}             | {"payload":{"payload":{}}}
                    """)
    void keepsPayloadsAsTheyAreWritten(String payload, String kept) throws JsonProcessingException {
        Body body = JSON.readValue("{\"payload\": " + payload + ", \"number\": 7}", Body.class);
        assertThat(body.payload().json()).isEqualTo(kept);
        assertThat(body.number()).isEqualTo(7);
    }

    static Stream<String> badPayloads() {
        return Stream.of(
                "[]",
                "1",
                "\"{}\"",
                "true",
                "{\"a\": \"\\u0000\"}",
                "{\"a\\u0000\": 1}",
                "{\"a\": {\"b\": [\"\\udc00\"]}}",
                "{\"a\": 1e325}",
                "{\"a\": 1e-325}",
                "{\"a\": 1e131072}",
                "{\"a\": 1e-16384}",
                "{\"a\": 1e99999999999}",
                "{\"a\": -1e-99999999999}",
                "{\"a\": " + "9".repeat(1001) + "}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": \"" + "x".repeat(PayloadText.MAX_BYTES) + "\"}",
                "{\"a\": \"" + "é".repeat(PayloadText.MAX_BYTES / 2) + "\"}",
                "{\"a\": " + "[".repeat(1100) + "]".repeat(1100) + "}");
    }

    @ParameterizedTest
    @MethodSource("badPayloads")
    void refusesPayloadsThatCannotBeKept(String payload) {
        assertThatThrownBy(() -> JSON.readValue("{\"payload\": " + payload + "}", Body.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void takesThePayloadOfTheGreatestSize() throws JsonProcessingException {
        String payload = "{\"a\":\"" + "x".repeat(PayloadText.MAX_BYTES - 8) + "\"}";
        assertThat(JSON.readValue("{\"payload\": " + payload + "}", Body.class)
                        .payload()
                        .json())
                .isEqualTo(payload);
    }
}
