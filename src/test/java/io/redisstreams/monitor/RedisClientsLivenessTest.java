package io.redisstreams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.redis.ClientState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** A restart mends a broken client, and brings back no Redis. */
class RedisClientsLivenessTest {
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void downWhenAClientIsBrokenForMoreThanAMinute() {
        assertThat(brokenForLong(Duration.ofSeconds(60))).isFalse();
        assertThat(brokenForLong(Duration.ofSeconds(61))).isTrue();
    }

    @Test
    void upHoweverLongRedisIsAway() {
        assertThat(brokenForLong(null)).isFalse();
    }

    /** Only the time that the monotonic clock measured counts, whatever the time of day says. */
    private static boolean brokenForLong(Duration broken) {
        ClientState client = new ClientState("publishing", false, THEN, "timeout", broken);
        return RedisClientsLiveness.response(List.of(client), Duration.ofMinutes(1))
                        .getStatus()
                == Status.DOWN;
    }
}
