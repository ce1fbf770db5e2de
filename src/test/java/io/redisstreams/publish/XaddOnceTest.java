package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.IdTakenException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.OwnKeys;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Redis remembers of the ids that publishers chose. */
@QuarkusTest
class XaddOnceTest extends EngineTest {
    @Inject
    ReactiveRedisDataSource redis;

    @Test
    void atLeastTheLatestIdsAreRemembered() {
        GroupSettings group = engine.group("remembered");
        XaddOnce script = script("24H", 10);
        List<Publication> all = IntStream.range(0, 100)
                .mapToObj(i -> publication(group, "id " + i, "{}"))
                .toList();
        all.forEach(publication -> add(script, publication));
        assertThat(engine.length(group.stream())).isEqualTo(100);

        all.subList(90, 100).forEach(publication -> add(script, publication));
        assertThat(engine.length(group.stream())).isEqualTo(100);
        assertThat(remembered(group)).isBetween(10, 24);
    }

    @Test
    void anIdIsForgottenAfterTheWindow() {
        GroupSettings group = engine.group("forgotten");
        XaddOnce script = script("300MS", 10);
        add(script, publication(group, "id", "{}"));
        add(script, publication(group, "id", "{}"));
        assertThat(engine.length(group.stream())).isEqualTo(1);

        await().until(() -> remembered(group) == 0);
        add(script, publication(group, "id", "{}"));
        assertThat(engine.length(group.stream())).isEqualTo(2);
    }

    @Test
    void anIdOfAnotherEventIsTaken() {
        GroupSettings group = engine.group("taken");
        XaddOnce script = script("24H", 10);
        Published first = add(script, publication(group, "id", "{}"));
        assertThat(add(script, publication(group, "id", "{}"))).isEqualTo(first);
        assertThatThrownBy(() -> add(script, publication(group, "id", "[]"))).isInstanceOf(IdTakenException.class);
        assertThat(engine.length(group.stream())).isEqualTo(1);
    }

    @Test
    void whatIsNoListOfIdsIsWrittenAgain() {
        GroupSettings group = engine.group("healed");
        engine.redis("SET", OwnKeys.ids(group.stream()), "x");
        engine.redis("SET", OwnKeys.olderIds(group.stream()), "x");
        add(script("24H", 10), publication(group, "id", "{}"));
        assertThat(remembered(group)).isEqualTo(2);
    }

    /** An id without a choice costs nothing. */
    @Test
    void onlyChosenIdsAreRemembered() {
        GroupSettings group = engine.group("unnamed");
        Event event = new Event(EventIds.next(), "test.none", "{}", Instant.now());
        add(script("24H", 10), new Publication(group.stream(), event));
        assertThat(remembered(group)).isZero();
    }

    @Test
    void theIdsOfAStreamShareItsSlotInACluster() {
        assertThat(OwnKeys.ids("chat:messages")).contains("{chat:messages}");
        assertThat(OwnKeys.olderIds("{tag}:x")).endsWith("{tag}:x");
        assertThat(List.of(OwnKeys.ids("a"), OwnKeys.olderIds("a"))).allMatch(OwnKeys::isOwn);
    }

    private Published add(XaddOnce script, Publication publication) {
        return script.add(redis, List.of(publication)).await().indefinitely().get(0);
    }

    /** With one more in each hash, which tells since when. */
    private int remembered(GroupSettings group) {
        return engine.redis("HLEN", OwnKeys.ids(group.stream())).toInteger()
                + engine.redis("HLEN", OwnKeys.olderIds(group.stream())).toInteger();
    }

    private static Publication publication(GroupSettings group, String callId, String payload) {
        Event event = new Event(
                EventIds.of(group.stream(), callId),
                "test.none",
                payload,
                Instant.ofEpochMilli(System.currentTimeMillis()));
        return new Publication(group.stream(), event).repeatable(callId);
    }

    private static XaddOnce script(String window, int maxIds) {
        return new XaddOnce(TestEngine.config(Map.of(
                        "streams.idempotency.window", window, "streams.idempotency.max-ids", String.valueOf(maxIds)))
                .idempotency());
    }
}
