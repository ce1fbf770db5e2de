package io.redisstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.redis.ClientState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A restart mends a broken client, and brings back no Redis. */
class RedisClientsLivenessTest {
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void downWhenAClientIsBrokenForMoreThanAMinute() {
        ClientState broken = new ClientState("publishing", false, THEN, "timeout", THEN);
        assertThat(RedisClientsLiveness.brokenForLong(broken, THEN.plusSeconds(60)))
                .isFalse();
        assertThat(RedisClientsLiveness.brokenForLong(broken, THEN.plusSeconds(61)))
                .isTrue();
    }

    @Test
    void upHoweverLongRedisIsAway() {
        ClientState away = new ClientState("publishing", false, THEN, "Connection refused", null);
        assertThat(RedisClientsLiveness.brokenForLong(away, THEN.plusSeconds(3600)))
                .isFalse();
    }
}
