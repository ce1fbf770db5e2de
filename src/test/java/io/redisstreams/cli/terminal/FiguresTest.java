package io.redisstreams.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 250 ms",
        "PT1.5S, 1.5 s",
        "PT90S, 2 min",
        "PT3H, 3 h",
        "PT47H, 47 h",
        "P3D, 3 d",
    })
    void timesAreShort(Duration time, String text) {
        assertThat(Figures.time(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KB", "5368709120, 5.0 GB"})
    void sizesAreShort(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, [>         ]", "5, 10, [=====>    ]", "10, 10, [==========]", "0, 0, [>         ]"})
    void aBarFills(long done, long total, String bar) {
        assertThat(Progress.bar(done, total, 10)).isEqualTo(bar);
    }

    @Test
    void numbersHaveAsManyDigitsAsMatter() {
        assertThat(Figures.number(12.34)).isEqualTo("12.3");
        assertThat(Figures.number(12345.6)).isEqualTo("12,346");
    }
}
