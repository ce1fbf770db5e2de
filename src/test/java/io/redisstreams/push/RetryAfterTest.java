package io.redisstreams.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration MOST = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        " 120 , PT2M",
        "0, PT1S",
        "99999999999999999, PT1H",
        "'Sat, 31 Jan 2026 12:00:30 GMT', PT30S",
        "'Sat, 31 Jan 2026 11:00:00 GMT', PT1S",
        "'Sun, 31 Jan 2027 12:00:00 GMT', PT1H",
    })
    void secondsAndDatesAreBounded(String header, Duration after) {
        assertThat(RetryAfter.of(header, NOW, MOST)).hasValue(after);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1.5", "2026-01-31T12:00:00Z", "9999999999999999999999"})
    void theRestSaysNothing(String header) {
        assertThat(RetryAfter.of(header, NOW, MOST)).isEmpty();
    }
}
