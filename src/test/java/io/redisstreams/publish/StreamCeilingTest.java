package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.fault.StreamFullException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.trace.Traces;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A full stream refuses publishers rather than forget. */
@QuarkusTest
class StreamCeilingTest extends EngineTest {
    private static final StreamsConfig CONFIG = TestEngine.config(Map.of("streams.retention.max-entries", "5"));

    @Inject
    RedisDataSource redis;

    @Inject
    ReactiveRedisDataSource reactive;

    @Inject
    Traces traces;

    @Test
    void aFullStreamRefusesAndTakesAgainWhenThereIsRoom() {
        GroupSettings full = engine.group("full");
        GroupSettings other = engine.group("other");
        StreamCeiling ceiling = new StreamCeiling(redis, new KnownStreams(redis, TestEngine.groups()), CONFIG);
        EventPublisher publisher = new EventPublisher(reactive, ceiling, TestEngine.streamMetrics(), traces, CONFIG);
        for (int i = 0; i < 5; i++) {
            publish(publisher, full);
        }
        ceiling.sample();

        assertThatThrownBy(() -> publish(publisher, full))
                .isInstanceOf(StreamFullException.class)
                .hasMessageContaining("holds 5 entries");
        assertThatThrownBy(() -> publisher
                        .publishAll(List.of(publication(other), publication(full)))
                        .await()
                        .indefinitely())
                .isInstanceOf(StreamFullException.class);
        assertThatThrownBy(() -> publisher.requireRoom(full.stream())).isInstanceOf(StreamFullException.class);
        assertThat(engine.length(full.stream())).isEqualTo(5);
        assertThat(engine.length(other.stream())).isZero();
        publish(publisher, other);

        engine.redis("XTRIM", full.stream(), "MAXLEN", "4");
        ceiling.sample();
        publish(publisher, full);
        assertThat(engine.length(full.stream())).isEqualTo(5);
    }

    /** What was accepted before, in the outbox, is published all the same. */
    @Test
    void whatWasAcceptedIsPublishedToAFullStream() {
        GroupSettings full = engine.group("full");
        engine.addOld(full, 5);
        StreamCeiling ceiling = new StreamCeiling(redis, new KnownStreams(redis, TestEngine.groups(full)), CONFIG);
        ceiling.sample();
        EventPublisher publisher = new EventPublisher(reactive, ceiling, TestEngine.streamMetrics(), traces, CONFIG);
        assertThat(publisher.publishEach(List.of(publication(full))).await().indefinitely())
                .doesNotContainNull();
    }

    @Test
    void aKeyThatIsNoStreamKeepsNoOtherFromBeingLookedAt() {
        GroupSettings full = engine.group("full");
        engine.addOld(full, 5);
        engine.redis("SET", "a-text", "x");
        KnownStreams known = new KnownStreams(redis, TestEngine.groups(full));
        known.add("a-text");
        StreamCeiling ceiling = new StreamCeiling(redis, known, CONFIG);

        ceiling.sample();

        assertThatThrownBy(() -> ceiling.check(full.stream())).isInstanceOf(StreamFullException.class);
    }

    private static void publish(EventPublisher publisher, GroupSettings group) {
        publisher.publish(publication(group)).await().indefinitely();
    }

    private static Publication publication(GroupSettings group) {
        return new Publication(group.stream(), new Event(EventIds.next(), "test.none", "1", Instant.now()));
    }
}
