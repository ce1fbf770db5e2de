package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.trim.StreamForgetter;
import io.redisstreams.trim.StreamHold;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many streams publishers may create. */
@QuarkusTest
class NewStreamsTest extends EngineTest {
    @Inject
    RedisDataSource redis;

    @Inject
    @Any
    Instance<StreamHold> holds;

    private final String prefix = "new:" + UUID.randomUUID() + ':';

    @Test
    void atMostSoManyAreCreated() {
        KnownStreams known = new KnownStreams(redis, TestEngine.groups());
        NewStreams streams = new NewStreams(redis.getReactive(), known, room(10));
        List<String> admitted = fill(streams);

        assertThatThrownBy(() -> admit(streams, "one", "more"))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("streams.max-streams");
        assertThat(known.heard(prefix + "one")).isFalse();
        // Neither those that there are nor those of the configuration are new.
        streams.admit(List.of(admitted.get(0), "user:events")).await().indefinitely();
        // Another instance counts the same ones.
        NewStreams other = new NewStreams(redis.getReactive(), new KnownStreams(redis, TestEngine.groups()), room(0));
        assertThatThrownBy(() -> admit(other, "more")).isInstanceOf(LimitReachedException.class);
        streams.admit(admitted).await().indefinitely();
    }

    @Test
    void whileRedisIsAwayThoseThatAreKnownHereCount() {
        KnownStreams known = new KnownStreams(redis, TestEngine.groups());
        NewStreams streams = new NewStreams(redis.getReactive(), known, 2);
        streams.admitUnasked(List.of(prefix + 1, prefix + 2, "user:events"));
        assertThatThrownBy(() -> streams.admitUnasked(List.of(prefix + 3))).isInstanceOf(LimitReachedException.class);
    }

    /** Known streams that were gone were looked at each second for ever. */
    @Test
    void whatIsGoneIsForgotten() {
        KnownStreams known = new KnownStreams(redis, TestEngine.groups());
        NewStreams streams = new NewStreams(redis.getReactive(), known, 100_000);
        List<String> admitted = IntStream.range(0, 3).mapToObj(i -> prefix + i).toList();
        streams.admit(admitted).await().indefinitely();
        engine.redis("XADD", admitted.get(1), "*", "a", "b");
        known.share();

        StreamForgetter forgetter = new StreamForgetter(redis, known, holds);
        await().untilAsserted(() -> {
            forgetter.runOnce();
            assertThat(known.all()).contains(admitted.get(1)).doesNotContain(admitted.get(0), admitted.get(2));
        });
        assertThat(known.heard(admitted.get(0))).isFalse();
    }

    private int room(int more) {
        return engine.redis("SCARD", KnownStreams.KEY).toInteger() + more;
    }

    /** The application forgets streams of other tests meanwhile, so that there may be more room than was left. */
    private List<String> fill(NewStreams streams) {
        List<String> admitted = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (admitted.size() < 10_000) {
                        admit(streams, String.valueOf(admitted.size()));
                        // So that the application does not forget it.
                        engine.redis("XADD", prefix + admitted.size(), "*", "a", "b");
                        admitted.add(prefix + admitted.size());
                    }
                })
                .isInstanceOf(LimitReachedException.class);
        assertThat(admitted).hasSizeGreaterThanOrEqualTo(10);
        return admitted;
    }

    private void admit(NewStreams streams, String... names) {
        streams.admit(Stream.of(names).map(name -> prefix + name).toList())
                .await()
                .indefinitely();
    }
}
