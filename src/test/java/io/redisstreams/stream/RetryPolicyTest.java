package io.redisstreams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.stream.RetryPolicy.DeadLetter;
import io.redisstreams.stream.RetryPolicy.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(20, Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final RuntimeException FAILURE = new IllegalStateException("no");

    @ParameterizedTest
    @CsvSource({
        "1, 0, 500",
        "1, 1, 1000",
        "2, 0, 1000",
        "2, 1, 2000",
        "3, 0.5, 3000",
        "9, 1, 256000",
        "10, 1, 300000",
        "10, 0, 150000",
        "19, 1, 300000",
    })
    void theDelayDoublesUpToItsLimitAndIsSpread(int attempt, double random, long millis) {
        assertThat(POLICY.decide(attempt, FAILURE, () -> random)).isEqualTo(new Retry(Duration.ofMillis(millis)));
    }

    @Test
    void noDelayIsBeyondTheLimitHoweverManyAttempts() {
        RetryPolicy patient = new RetryPolicy(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(365));
        assertThat(IntStream.of(1, 2, 10, 1_000, 1_000_000, Integer.MAX_VALUE - 1)
                        .mapToObj(attempt -> patient.decide(attempt, FAILURE, () -> 1)))
                .allSatisfy(decision ->
                        assertThat(((Retry) decision).after()).isPositive().isLessThanOrEqualTo(Duration.ofDays(365)));
    }

    @Test
    void theLastAttemptMakesADeadLetter() {
        assertThat(POLICY.decide(19, FAILURE, () -> 0)).isInstanceOf(Retry.class);
        assertThat(POLICY.decide(20, FAILURE, () -> 0))
                .isEqualTo(new DeadLetter("java.lang.IllegalStateException: no"));
        assertThat(POLICY.decide(21, FAILURE, () -> 0)).isInstanceOf(DeadLetter.class);
    }

    @Test
    void aBadPayloadIsADeadLetterAtOnce() {
        assertThat(POLICY.decide(1, new BadPayloadException("torn"), () -> 0))
                .isEqualTo(new DeadLetter("io.redisstreams.event.BadPayloadException: torn"));
    }

    @Test
    void noBackOffAtAllIsAllowed() {
        RetryPolicy eager = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);
        assertThat(eager.decide(1, FAILURE, () -> 1)).isEqualTo(new Retry(Duration.ZERO));
    }

    @Test
    void aFailureIsDescribedWithItsCauses() {
        var failure = new IllegalStateException("outer", new IOException("inner", new NullPointerException()));
        assertThat(RetryPolicy.describe(failure)).isEqualTo("""
                java.lang.IllegalStateException: outer
                caused by java.io.IOException: inner
                caused by java.lang.NullPointerException""");
    }

    @Test
    void aDescriptionFitsTheColumn() {
        assertThat(RetryPolicy.describe(new IllegalStateException("x".repeat(5000))))
                .hasSize(2000);
        assertThat(RetryPolicy.describe(new IllegalStateException("a\0b")))
                .doesNotContain("\0")
                .contains("a\\u0000b");
    }
}
