package io.redisstreams.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void anyTextBecomesAJsonString() {
        assertThat(SafeText.jsonString("{\"a\":\n")).isEqualTo("\"{\\\"a\\\":\\n\"");
        assertThat(SafeText.jsonString("")).isEqualTo("\"\"");
    }

    @Test
    void whatPostgresqlCannotKeepIsReplaced() {
        assertThat(SafeText.jsonString("a\0b")).isEqualTo("\"a\uFFFDb\"");
        assertThat(SafeText.jsonString("a\uD800b")).isEqualTo("\"a\uFFFDb\"");
        assertThat(SafeText.jsonString("a\uDC00")).isEqualTo("\"a\uFFFD\"");
        assertThat(SafeText.jsonString("a\uD83D\uDE00")).isEqualTo("\"a\uD83D\uDE00\"");
    }

    @Test
    void namesAreKeptAsTheyAreWhereTheyCan() {
        assertThat(SafeText.name(null)).isNull();
        assertThat(SafeText.name("user.created")).isEqualTo("user.created");
        assertThat(SafeText.name("größer.werden")).isEqualTo("größer.werden");
        assertThat(SafeText.name("a\0b\uD800")).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void endlessNamesEnd() {
        assertThat(SafeText.name("x".repeat(1001))).hasSize(1000);
        assertThat(SafeText.name("x".repeat(999) + "\uD83D\uDE00"))
                .hasSize(1000)
                .endsWith("x\uFFFD");
    }
}
