package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.OwnKeysRepair;
import io.redisstreams.consume.SweepLock;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.EventTypes;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.Instances;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.process.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys that the service keeps for itself: no caller may write them, and what else is under them is removed. */
@QuarkusTest
class OwnKeysTest extends EngineTest {
    private static final Duration TICK = Duration.ofMillis(100);

    @Inject
    RedisDataSource redis;

    @Test
    void noStreamMayHaveTheNameOfAnOwnKey() {
        GroupSettings group = engine.group("named");
        assertThat(List.of(KnownStreams.KEY, Instances.KEY, SweepLock.key(group)))
                .allMatch(OwnKeys::isOwn)
                .noneMatch(key -> key.matches(EventTypes.STREAM_PATTERN));
    }

    @Test
    void theConfigurationMayNotNameAnOwnKeyAsAStream() {
        String own = OwnKeys.of("streams");
        assertThatThrownBy(() -> engine.group("own", "stream=" + own))
                .hasMessageContaining("stream must not begin with " + OwnKeys.PREFIX);
        assertThatThrownBy(() -> new Groups(TestEngine.config(Map.of("streams.mode.\"" + own + "\"", "outbox"))))
                .hasMessageContaining("stream must not begin with " + OwnKeys.PREFIX);
    }

    /** Entries of a dead consumer stayed for ever: SET NX never succeeds on a key that does not expire. */
    @Test
    void aSweeperLockThatIsNoLockIsRemoved() {
        GroupSettings stream = engine.group("sweeper-stream");
        GroupSettings endless = engine.group("sweeper-endless");
        GroupSettings held = engine.group("sweeper-held");
        SweepLock lock = new SweepLock(redis, new Instance());
        engine.redis("XADD", SweepLock.key(stream), "*", "a", "b");
        engine.redis("SET", SweepLock.key(endless), "somebody");
        assertThat(lock.tryAcquire(held, TICK)).isTrue();

        assertThat(new OwnKeysRepair(redis, TestEngine.groups(stream, endless, held)).runOnce())
                .isEqualTo(2);

        assertThat(lock.tryAcquire(stream, TICK)).isTrue();
        assertThat(lock.tryAcquire(endless, TICK)).isTrue();
        assertThat(new SweepLock(redis, new Instance()).tryAcquire(held, TICK)).isFalse();
    }

    @Test
    void listsOfInstancesAndStreamsAreMadeAgain() {
        for (String key : List.of(KnownStreams.KEY, Instances.KEY)) {
            engine.redis("DEL", key);
            engine.redis("XADD", key, "*", "a", "b");
        }
        // The application looks after them, too: it may be first.
        new OwnKeysRepair(redis, TestEngine.groups()).runOnce();
        for (String key : List.of(KnownStreams.KEY, Instances.KEY)) {
            assertThat(engine.redis("TYPE", key).toString()).isNotEqualTo("stream");
        }
    }
}
