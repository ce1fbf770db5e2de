package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.consume.RetryPolicy.GiveUp;
import io.redisstreams.consume.RetryPolicy.Interrupted;
import io.redisstreams.consume.RetryPolicy.Retry;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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
        assertThat(POLICY.decide(attempt, 0, FAILURE, () -> random)).isEqualTo(new Retry(Duration.ofMillis(millis)));
    }

    @Test
    void noDelayIsBeyondTheLimitHoweverManyAttempts() {
        RetryPolicy patient = new RetryPolicy(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(365));
        assertThat(IntStream.of(1, 2, 10, 1_000, 1_000_000, Integer.MAX_VALUE - 1)
                        .mapToObj(attempt -> patient.decide(attempt, 0, FAILURE, () -> 1)))
                .allSatisfy(decision ->
                        assertThat(((Retry) decision).after()).isPositive().isLessThanOrEqualTo(Duration.ofDays(365)));
    }

    /** A called system that is away for half a day costs no event; docs/architecture.md has the whole schedule. */
    @Test
    void theDefaultAttemptsLastAboutADay() {
        GroupSettings group = TestEngine.groups(TestEngine.config(Map.of("streams.groups.\"g\".stream", "s")))
                .find("g")
                .orElseThrow();
        RetryPolicy policy = RetryPolicy.of(group);
        assertThat(group.maxAttempts()).isEqualTo(20);
        assertThat(total(policy, 0)).isBetween(Duration.ofHours(12), Duration.ofHours(24));
        assertThat(total(policy, 0.5)).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(total(policy, 1)).isBetween(Duration.ofHours(24), Duration.ofHours(36));
    }

    private static Duration total(RetryPolicy policy, double random) {
        return IntStream.range(1, policy.maxAttempts())
                .mapToObj(attempt -> ((Retry) policy.decide(attempt, 0, FAILURE, () -> random)).after())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void theLastAttemptMakesADeadLetter() {
        assertThat(POLICY.decide(19, 0, FAILURE, () -> 0)).isInstanceOf(Retry.class);
        assertThat(POLICY.decide(20, 0, FAILURE, () -> 0)).isEqualTo(new GiveUp());
        assertThat(POLICY.decide(21, 0, FAILURE, () -> 0)).isInstanceOf(GiveUp.class);
    }

    /** Whatever the number of the attempt, and never later than in a minute. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1, 1000", "1, 0, 0, 500", "1, 3, 1, 8000", "20, 99, 1, 60000", "99, 99, 0, 30000"})
    void aFaultOfTheServersIsNoAttempt(int attempt, int interruptions, double random, long millis) {
        var deadlock = new IllegalStateException(new SQLException("deadlock detected", "40P01"));
        assertThat(POLICY.decide(attempt, interruptions, deadlock, () -> random))
                .isEqualTo(new Interrupted(ServerFault.DEADLOCK, Duration.ofMillis(millis)));
    }

    @Test
    void anInterruptionWaitsNoLongerThanARetry() {
        RetryPolicy quick = new RetryPolicy(20, Duration.ofMillis(50), Duration.ofMillis(200));
        assertThat(quick.decide(1, 50, new RedisAwayException("away"), () -> 1))
                .isEqualTo(new Interrupted(ServerFault.REDIS_AWAY, Duration.ofMillis(200)));
    }

    @Test
    void aBadPayloadIsADeadLetterAtOnce() {
        assertThat(POLICY.decide(1, 0, new BadPayloadException("torn"), () -> 0))
                .isEqualTo(new GiveUp());
    }

    @Test
    void noBackOffAtAllIsAllowed() {
        RetryPolicy eager = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);
        assertThat(eager.decide(1, 0, FAILURE, () -> 1)).isEqualTo(new Retry(Duration.ZERO));
    }
}
