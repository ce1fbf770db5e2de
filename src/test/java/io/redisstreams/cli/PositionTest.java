package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PositionTest {
    private final Position.Converter converter = new Position.Converter();

    @ParameterizedTest
    @ValueSource(strings = {"$", "0", "0-0", "1700000000000", "1700000000000-5"})
    void anIdIsTakenAsItIs(String text) {
        assertThat(converter.convert(text).after()).isEqualTo(text);
    }

    /** XREAD gives what comes after an id, so the id is the last one before the time. */
    @Test
    void aTimeIncludesItsFirstEntry() {
        assertThat(converter.convert("2023-11-14T22:13:20Z").after()).isEqualTo("1699999999999-18446744073709551615");
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "1-2-3", "-1", "2023-11-14", "''"})
    void anythingElseIsWrongUsage(String text) {
        assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
