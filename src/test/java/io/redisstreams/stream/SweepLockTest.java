package io.redisstreams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SweepLockTest {
    @Inject
    RedisDataSource redis;

    @Test
    void oneInstanceAtATimeSweepsAGroup() {
        GroupSettings group = new GroupSettings(
                "swept",
                "test:swept",
                1,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                "0");
        SweepLock one = new SweepLock(redis, new Instance());
        SweepLock other = new SweepLock(redis, new Instance());

        assertThat(one.tryAcquire(group, Duration.ofMillis(400))).isTrue();
        assertThat(other.tryAcquire(group, Duration.ofMillis(400))).isFalse();
        assertThat(other.renew(group)).isFalse();
        assertThat(one.renew(group)).isTrue();
    }
}
