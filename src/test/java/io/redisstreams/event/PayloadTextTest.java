package io.redisstreams.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"a": "\\u0000"}     | must not hold the character U+0000
            {"\\u0000": 1}       | must not hold the character U+0000
            {"a": "\\ud83d"}     | must not hold the character U+0000 or half of a surrogate pair
            {"a": 1, "a": 2}     | Duplicate field 'a'
            {"b": {"a":1,"a":1}} | Duplicate field 'a'
            {"a": 1e400000}      | holds a number that is too large
            [{"a": 1}]           | must be a JSON object
            5                    | must be a JSON object
            {} {}                | must be one JSON object, with nothing after it
            {"a":                | is not JSON
            {"a": NaN}           | is not JSON
            """)
    void refuses(String text, String why) {
        assertThatThrownBy(() -> PayloadText.of(text))
                .isInstanceOf(BadPayloadException.class)
                .hasMessageContaining(why);
    }

    @Test
    void boundsDepthAndLength() {
        assertThat(PayloadText.of(nested(PayloadText.MAX_DEPTH))).isNotNull();
        assertThatThrownBy(() -> PayloadText.of(nested(PayloadText.MAX_DEPTH + 1)))
                .hasMessageContaining("900 levels");
        assertThatThrownBy(() -> PayloadText.of(nested(1001))).hasMessageContaining("900 levels");
        String longest = "x".repeat(PayloadText.MAX_BYTES - "{'a':''}".length());
        assertThat(PayloadText.of("{\"a\":\"" + longest + "\"}")).hasSize(PayloadText.MAX_BYTES);
        assertThatThrownBy(() -> PayloadText.of("{\"a\":\"" + longest + "x\"}")).hasMessageContaining("256 KiB");
    }

    @Test
    void keepsWhatIsWrittenButForBlanks() {
        assertThat(PayloadText.of(" { \"b\" : [ 1.10 , -0, 1E5 ], \"a\": \"é😀\" } "))
                .isEqualTo("{\"b\":[1.10,-0,1E5],\"a\":\"é😀\"}");
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }
}
