package io.redisstreams.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({
        "001b, \\u001b",
        "0007, \\u0007",
        "0000, \\u0000",
        "007f, \\u007f",
        "009b, \\u009b",
        "0085, \\u0085",
        "202e, \\u202e",
        "2066, \\u2066",
        "200f, \\u200f",
        "2028, \\u2028",
        "2029, \\u2029",
        "feff, \\ufeff",
        "d800, \\ud800",
        "e0001, \\udb40\\udc01",
        "000a, \\n",
        "000d, \\r",
        "0009, \\t"
    })
    void whatSteersTerminalsIsEscaped(String code, String escape) {
        String text = "a" + Character.toString(Integer.parseInt(code, 16)) + "b";
        assertThat(Printable.line(text)).isEqualTo("a" + escape + "b");
        assertThat(Printable.line(Printable.line(text))).isEqualTo(Printable.line(text));
    }

    @ParameterizedTest
    @CsvSource({"Grüße an 李, 'a  b {\"c\": \"\\u001b\"}'", "👩‍🚀, שלום"})
    void otherTextStaysAsItIs(String one, String other) {
        assertThat(Printable.line(one)).isSameAs(one);
        assertThat(Printable.line(other)).isSameAs(other);
    }

    @Test
    void linesOfABlockAreIndented() {
        assertThat(Printable.block("a\n2026-01-01 INFO b\u001b[2J")).isEqualTo("a\n\t2026-01-01 INFO b\\u001b[2J");
        assertThat(Printable.block(null)).isNull();
    }
}
