package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderedXaddTest extends EngineTest {
    @Inject
    ReactiveRedisDataSource redis;

    @Test
    void allAreWrittenInOrder() {
        GroupSettings group = engine.group("ordered");
        List<String> ids = add(events(group, 1000, 10));
        assertThat(ids).hasSize(1000);
        assertThat(engine.entries(group.stream())).isEqualTo(ids);
    }

    @Test
    void nothingIsSentBehindWhatRedisRefuses() {
        GroupSettings group = engine.group("refused");
        List<Publication> events = events(group, 300, 10);
        // The highest id is one of the second hundred and a half.
        engine.redis("XADD", group.stream(), "18446744073709551615-18446744073709551415", "a", "b");
        assertThat(add(events)).hasSize(128);
        assertThat(engine.length(group.stream())).isEqualTo(201);

        engine.redis("DEL", group.stream());
        engine.redis("SET", group.stream(), "x");
        assertThat(add(events)).isEmpty();
    }

    @Test
    void scriptsAreBoundedInNumberAndLength() {
        GroupSettings group = engine.group("bounded");
        assertThat(OrderedXadd.chunks(events(group, 300, 10)))
                .extracting(List::size)
                .containsExactly(128, 128, 44);
        assertThat(OrderedXadd.chunks(events(group, 9, 256 * 1024)))
                .extracting(List::size)
                .containsExactly(4, 4, 1);
        assertThat(OrderedXadd.chunks(events(group, 2, 2 << 20)))
                .extracting(List::size)
                .containsExactly(1, 1);
        assertThat(OrderedXadd.chunks(List.of())).isEmpty();
    }

    private List<String> add(List<Publication> events) {
        return new OrderedXadd(redis, TestEngine.streamMetrics(), Duration.ofSeconds(5))
                .add(events)
                .await()
                .indefinitely();
    }

    private static List<Publication> events(GroupSettings group, int count, int length) {
        return Stream.generate(() -> new Publication(
                        group.stream(), new Event(EventIds.next(), "test.none", "1".repeat(length), Instant.now())))
                .limit(count)
                .toList();
    }
}
