package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.group.EventTypeFilter;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SweepLockTest {
    @Inject
    RedisDataSource redis;

    @Test
    void oneInstanceAtATimeSweepsAGroup() {
        GroupSettings group = swept("swept");
        SweepLock one = new SweepLock(redis, new Instance());
        SweepLock other = new SweepLock(redis, new Instance());

        assertThat(one.tryAcquire(group, Duration.ofMillis(400))).isTrue();
        assertThat(other.tryAcquire(group, Duration.ofMillis(400))).isFalse();
        assertThat(other.renew(group)).isFalse();
        assertThat(one.renew(group)).isTrue();
    }

    /** Redis's clock was an hour ahead when it was set: it must not keep all out for that hour. */
    @Test
    void aLockThatLastsTooLongIsTaken() {
        GroupSettings group = swept("swept-too-long");
        redis.execute("SET", SweepLock.key(group), "dead", "PX", "3600000");
        assertThat(new SweepLock(redis, new Instance()).tryAcquire(group, Duration.ofMillis(400)))
                .isTrue();
        assertThat(new SweepLock(redis, new Instance()).tryAcquire(group, Duration.ofMillis(400)))
                .isFalse();
    }

    /** What a dead consumer left holds the memory that is missing: it is taken over all the same, and as seldom. */
    @Test
    void redisWithoutMemoryStoresNoLockAndIsSwept() {
        GroupSettings group = swept("swept-full");
        SweepLock lock = new SweepLock(redis, new Instance());
        redis.execute("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThat(lock.tryAcquire(group, Duration.ofMillis(400))).isTrue();
            assertThat(lock.renew(group)).isTrue();
            assertThat(lock.tryAcquire(group, Duration.ofMillis(400))).isFalse();
        } finally {
            redis.execute("CONFIG", "SET", "maxmemory", "0");
        }
    }

    private static GroupSettings swept(String name) {
        return new GroupSettings(
                name,
                "test:" + name,
                1,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                20,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                "0",
                false,
                EventTypeFilter.ALL,
                null);
    }
}
