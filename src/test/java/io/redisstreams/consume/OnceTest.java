package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Entry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However often an event comes, its effect is there once in each group. */
@QuarkusTest
class OnceTest extends EngineTest {
    @Inject
    BatchProcessor processor;

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry meters;

    @Test
    void anEventThatIsTwiceInABatchHasOneEffect() {
        GroupSettings group = engine.group("twice", "concurrency=1");
        UUID id = EventIds.next();
        engine.add(group, id, Script.FINE);
        UUID between = engine.add(group, Script.FINE);
        engine.add(group, id, Script.FINE);

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id, between), effects));
        assertThat(effects.runs(group, id)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** In one batch, in another one, and alone; what was delivered twice, or written in another way, is no conflict. */
    @Test
    void anIdThatIsUsedForOtherContentIsReported() {
        GroupSettings group = engine.group("conflict", "concurrency=1");
        UUID id = EventIds.next();
        UUID repeated = EventIds.next();
        engine.add(group, repeated, "{\"failures\": 0, \"sleepMillis\": 0}");
        engine.add(group, repeated, "{ \"sleepMillis\":0,\"failures\":0 }");
        engine.add(group, id, Script.sleeping(1));
        engine.add(group, id, Script.sleeping(2));
        engine.start(group);
        await().untilAsserted(() -> assertThat(conflicting(group)).isEqualTo(1));
        engine.add(group, id, Script.sleeping(3));
        engine.add(group, repeated, "{\"failures\": 0, \"sleepMillis\": 0}");
        await().untilAsserted(() -> {
            assertThat(conflicting(group)).isEqualTo(2);
            assertThat(engine.pending(group)).isEmpty();
        });
        engine.assertProcessedOnce(group, List.of(repeated, id), effects);
    }

    private double conflicting(GroupSettings group) {
        Counter counter = meters.find("streams.events.conflicting")
                .tag("group", group.name())
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void anEventThatIsInTwoBatchesHasOneEffect() {
        GroupSettings group = engine.group("again", "batch-size=1", "concurrency=1");
        UUID id = EventIds.next();
        for (int i = 0; i < 5; i++) {
            engine.add(group, id, Script.FINE);
        }
        UUID last = engine.add(group, Script.FINE);

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id, last), effects));
        assertThat(effects.runs(group, id)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** The same events in two orders, so that two transactions wait for each other's rows. */
    @Test
    void consumersThatHaveTheSameEventsAtOnceComeToOneEffect() {
        GroupSettings group = engine.group("crossed", "batch-size=100", "concurrency=4");
        List<UUID> ids = Stream.generate(EventIds::next).limit(100).collect(Collectors.toList());
        for (int round = 0; round < 6; round++) {
            ids.forEach(id -> engine.add(group, id, Script.FINE));
            Collections.reverse(ids);
        }

        engine.start(group);

        await().untilAsserted(() -> {
            engine.assertProcessedOnce(group, ids, effects);
            assertThat(engine.pending(group)).isEmpty();
        });
    }

    @Test
    void eachGroupOfAStreamHasItsOwnEffect() {
        GroupSettings first = engine.group("first");
        GroupSettings second = engine.group("second", "stream=" + first.stream());
        UUID twice = EventIds.next();
        engine.add(first, twice, Script.FINE);
        engine.add(first, twice, Script.FINE);
        UUID failing = engine.add(first, Script.failing(3));

        engine.start(first, second);

        for (GroupSettings group : List.of(first, second)) {
            await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(twice, failing), effects));
            await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        }
    }

    /** As if the process had died between the commit and XACK. */
    @Test
    void whatWasCommittedAndNotAcknowledgedIsOnlyAcknowledged() {
        GroupSettings group = engine.group("committed");
        List<UUID> ids = engine.add(group, 10, Script.FINE);
        List<String> messageIds = engine.readAsGhost(group, "ghost", 10);
        processor.process(group, "ghost", entries(ids, messageIds), () -> false);
        assertThat(engine.pending(group)).hasSize(10);

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        engine.assertProcessedOnce(group, ids, effects);
        assertThat(ids).allMatch(id -> effects.runs(group, id) == 1);
        assertThat(engine.rows(group)).extracting(LogRow::consumer).containsOnly("ghost");
    }

    @Test
    void aRedisThatTakesNoAcknowledgementChangesNothing() {
        GroupSettings group = engine.group("no-xack", "concurrency=1");
        engine.start(group);
        await().until(() -> engine.groupExists(group));
        redis.execute("ACL", "SETUSER", "default", "-xack");
        UUID id = EventIds.next();
        try {
            engine.add(group, id, Script.FINE);
            await().until(() -> engine.row(group, id) != null);
            assertThat(engine.pending(group)).hasSize(1);
        } finally {
            redis.execute("ACL", "SETUSER", "default", "+@all");
        }
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        engine.assertProcessedOnce(group, List.of(id), effects);
        assertThat(effects.runs(group, id)).isEqualTo(1);
    }

    @Test
    void connectionsThatAreCutCostNothing() {
        GroupSettings group = engine.group("cut", "concurrency=4", "batch-size=10");
        List<UUID> ids = new ArrayList<>();
        engine.start(group);
        for (int i = 0; i < 10; i++) {
            for (int n = 0; n < 30; n++) {
                ids.add(addPersistently(group));
            }
            redis.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        }
        await().untilAsserted(() -> {
            engine.assertProcessedOnce(group, ids, effects);
            assertThat(engine.pending(group)).isEmpty();
        });
    }

    /** The test's own connections are cut, too. One id makes one event, however often it was added. */
    private UUID addPersistently(GroupSettings group) {
        UUID id = EventIds.next();
        await().pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(() -> engine.add(group, id, Script.sleeping(2)) != null);
        return id;
    }

    private static List<Entry> entries(List<UUID> ids, List<String> messageIds) {
        return IntStream.range(0, ids.size())
                .mapToObj(i ->
                        new Entry(messageIds.get(i), new Event(ids.get(i), Script.TYPE, Script.FINE, Instant.now())))
                .toList();
    }

    /** A group that goes back, as after a failover to a replica that lagged. */
    @Test
    void aCursorThatGoesBackHasNoSecondEffect() {
        GroupSettings group = engine.group("back");
        List<UUID> ids = engine.add(group, 20, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(20));
        engine.redis("XGROUP", "SETID", group.stream(), group.name(), "0");
        UUID last = engine.add(group, Script.FINE);
        await().until(() -> effects.count(group, last) == 1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(ids).allMatch(id -> effects.runs(group, id) == 1);
        always(Duration.ofMillis(200)).until(() -> engine.rows(group).size() == 21);
    }
}
