package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redis may lose, a group above all: it is created again, at the place where it began. */
@QuarkusTest
class LossTest extends EngineTest {
    @Inject
    MeterRegistry metrics;

    @ParameterizedTest
    @ValueSource(strings = {"group", "stream", "everything"})
    void processingGoesOnAfterALoss(String lost) {
        GroupSettings group = engine.group("loses-" + lost);
        List<UUID> ids = new ArrayList<>(engine.add(group, 30, Script.FINE));
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(30));

        for (int round = 0; round < 3; round++) {
            lose(lost, group);
            ids.addAll(engine.add(group, 20, Script.FINE));
            await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        }
        assertThat(ids).allMatch(id -> effects.runs(group, id) == 1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    private void lose(String lost, GroupSettings group) {
        switch (lost) {
            case "group" -> engine.redis("XGROUP", "DESTROY", group.stream(), group.name());
            case "stream" -> engine.redis("DEL", group.stream());
            default -> engine.redis("FLUSHALL");
        }
    }

    /** In the middle of a batch: what is at hand commits, and there is nothing left to acknowledge. */
    @Test
    void aLossInTheMiddleOfABatchDoublesNothing() {
        GroupSettings group = engine.group("midway", "batch-size=10");
        List<UUID> ids = new ArrayList<>(engine.add(group, 60, Script.sleeping(20)));
        engine.start(group);
        await().until(() -> !engine.rows(group).isEmpty());
        engine.redis("XGROUP", "DESTROY", group.stream(), group.name());
        ids.addAll(engine.add(group, 10, Script.FINE));
        await().untilAsserted(() -> {
            engine.assertProcessedOnce(group, ids, effects);
            assertThat(engine.pending(group)).isEmpty();
        });
    }

    @Test
    void aGroupFromNowOnBeginsThereAndBeginsThereAgain() {
        GroupSettings group = engine.group("from-now", "start-from=$");
        UUID before = engine.add(group, Script.FINE);
        engine.start(group);
        await().until(() -> engine.groupExists(group));
        List<UUID> since = new ArrayList<>(engine.add(group, 5, Script.FINE));
        await().untilAsserted(() -> engine.assertProcessedOnce(group, since, effects));

        engine.redis("XGROUP", "DESTROY", group.stream(), group.name());
        since.add(engine.add(group, Script.FINE));
        await().untilAsserted(() -> engine.assertProcessedOnce(group, since, effects));
        assertThat(effects.runs(group, before)).isZero();
    }

    /** Ids begin anew below the kept one when the clock went back, or when ids are the publisher's own. */
    @Test
    void aGroupFromNowOnTakesAllOfAStreamThatBeganAnew() {
        GroupSettings group = engine.group("from-then", "start-from=$");
        engine.add(group, Script.FINE);
        engine.start(group);
        await().until(() -> engine.groupExists(group));
        engine.redis("DEL", group.stream());
        engine.addOld(group, 3);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(3));
    }

    @Test
    void aGroupFromAnIdBeginsAfterIt() {
        GroupSettings group = engine.group("from-id", "start-from=3-0");
        engine.addOld(group, 5);
        engine.start(group);
        await().untilAsserted(() ->
                assertThat(engine.rows(group)).extracting(LogRow::messageId).containsExactly("4-0", "5-0"));
        engine.redis("XGROUP", "DESTROY", group.stream(), group.name());
        engine.add(group, Script.FINE);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(3));
    }

    @Test
    void aGroupFromATimeBeginsWithItsMillisecond() {
        long millis = Instant.parse("2026-01-01T12:00:00.500Z").toEpochMilli();
        GroupSettings group = engine.group("from-time", "start-from=2026-01-01T12:00:00.500Z");
        for (String id : List.of((millis - 1) + "-7", millis + "-0", millis + "-1")) {
            engine.redis("XADD", group.stream(), id, "payload", "1");
        }
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group))
                .extracting(LogRow::messageId)
                .containsExactly(millis + "-0", millis + "-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghost", "handed-back"})
    void anEntryThatIsDeletedWhileItIsPendingIsNoLoop(String owner) {
        GroupSettings group = engine.group("deleted-" + owner, "visibility-timeout=1M", "reclaim-every=100MS");
        List<UUID> ids = engine.add(group, 5, Script.FINE);
        List<String> messageIds = engine.readAsGhost(group, owner, 5);
        messageIds.forEach(id -> engine.age(group, owner, id, 120_000, 1));
        engine.redis("XDEL", group.stream(), messageIds.get(1), messageIds.get(3));

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        engine.assertProcessedOnce(group, List.of(ids.get(0), ids.get(2), ids.get(4)), effects);
    }

    @Test
    void aPendingEntryThatIsDeletedIsToldAsLost() {
        GroupSettings group = engine.group("told", "visibility-timeout=1M", "reclaim-every=100MS");
        engine.add(group, 2, Script.FINE);
        for (String id : engine.readAsGhost(group, "ghost", 2)) {
            engine.redis("XDEL", group.stream(), id);
        }
        engine.start(group);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(metrics.get("streams.events.lost")
                                .tags("group", group.name())
                                .counter()
                                .count())
                        .isEqualTo(2));
    }

    /** What was pending when the stream went is gone; the group says nothing, and goes on. */
    @Test
    void aStreamThatLosesItsEntriesIsNoFault() {
        GroupSettings group = engine.group("emptied");
        engine.add(group, 5, Script.FINE);
        engine.readAsGhost(group, "ghost", 5);
        engine.redis("XTRIM", group.stream(), "MAXLEN", "0");
        engine.start(group);
        UUID next = engine.add(group, Script.FINE);
        await().until(() -> effects.count(group, next) == 1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** Somebody's SET has the name of a stream: nothing can be done but wait, and other groups have their own. */
    @Test
    void aKeyThatIsNoStreamIsWaitedFor() {
        GroupSettings group = engine.group("occupied");
        GroupSettings other = engine.group("free");
        engine.redis("SET", group.stream(), "x");
        engine.start(group, other);
        UUID meanwhile = engine.add(other, Script.FINE);
        await().until(() -> effects.count(other, meanwhile) == 1);
        engine.redis("DEL", group.stream());
        UUID then = engine.add(group, Script.FINE);
        await().until(() -> effects.count(group, then) == 1);
    }

    @Test
    void aStartThatIsNoneIsRefusedInPlainWords() {
        assertThatThrownBy(() -> engine.group("nowhere", "start-from=yesterday"))
                .hasMessageContaining("start-from is 'yesterday'")
                .hasMessageContaining("ISO-8601");
    }

    /** An id far ahead of the clock makes Redis give ids that are no times; none of them is an obstacle. */
    @Test
    void idsBeyondAnyClockAreProcessed() {
        GroupSettings group = engine.group("ahead");
        engine.redis(
                "XADD", group.stream(), "18446744073709551614-18446744073709551614", "eventType", "t", "payload", "1");
        engine.redis("XADD", group.stream(), "*", "eventType", "t", "payload", "1");
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(2));
        assertThat(engine.rows(group)).allMatch(row -> row.publishedAt().equals(Instant.EPOCH));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }
}
