package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.group.GroupSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two instances whose configurations differ about one group, as during a rolling change of the settings. */
@QuarkusTest
class GroupsApartTest extends EngineTest {
    /** The impatient one takes entries over that the patient one still has in hand, and renews too seldom for it. */
    @Test
    void otherTimesAndSizesLoseAndDoubleNothing() {
        GroupSettings impatient = engine.group("apart", "visibility-timeout=1S", "start-from=0");
        GroupSettings patient = like(impatient, impatient.stream(), 3, Duration.ofSeconds(30), 1, "$");
        List<UUID> ids = new ArrayList<>(engine.add(impatient, 100, Script.FINE));
        engine.start(patient);
        await().until(() -> engine.groupExists(impatient));
        ids.addAll(engine.add(impatient, 2, Script.sleeping(1500)));
        engine.start(impatient);
        ids.addAll(engine.add(impatient, 300, Script.sleeping(2)));
        // The first instance decided where the group begins: after the first hundred.
        await().untilAsserted(() -> {
            engine.assertProcessedOnce(impatient, ids.subList(100, ids.size()), effects);
            assertThat(engine.pending(impatient)).isEmpty();
        });
    }

    /** Each attempt follows the settings of the instance that makes it. */
    @Test
    void otherAttemptsEndInOneDeadLetterForEachEvent() {
        GroupSettings three = engine.group("attempts-apart", "max-attempts=3");
        GroupSettings one = like(three, three.stream(), 5, three.visibilityTimeout(), 1, three.startFrom());
        engine.start(three);
        engine.start(one);
        List<UUID> ids = engine.add(three, 40, Script.ALWAYS_FAILS);
        await().untilAsserted(() -> {
            assertThat(engine.rows(three))
                    .allMatch(row -> row.status().equals("dead") && row.attempts() >= 1 && row.attempts() <= 3)
                    .extracting(LogRow::eventId)
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(engine.pending(three)).isEmpty();
        });
    }

    /** Its start is an entry of the first stream: on the other one the group would skip what is before it. */
    @Test
    void aGroupOfTwoStreamsIsRefusedOnTheSecond() {
        GroupSettings first = engine.group("of-two-streams", "start-from=$");
        GroupSettings second =
                like(first, first.stream() + ":moved", 5, first.visibilityTimeout(), 3, first.startFrom());
        engine.start(first);
        await().until(() -> engine.groupExists(first));
        GroupSettings works = engine.group("beside-a-refused-one");
        Node node = engine.start(second, works);
        WorkerHealth health = new WorkerHealth(node.supervisor(), node.instance(), TestEngine.config(second, works));
        await().untilAsserted(() -> assertThat(health.interruptions())
                .containsOnlyKeys(second.name())
                .hasEntrySatisfying(
                        second.name(),
                        reason -> assertThat(reason).contains("belongs to the stream " + first.stream())));
        assertThat(health.allInterrupted()).isFalse();
        List<UUID> ofFirst = engine.add(first, 20, Script.FINE);
        UUID ofSecond = engine.add(second, Script.FINE);
        await().untilAsserted(() -> engine.assertProcessedOnce(first, ofFirst, effects));
        assertThatThrownBy(() -> engine.stream().ensure(second))
                .hasMessageContaining("belongs to the stream " + first.stream() + ", so this instance does not read "
                        + second.stream());
        assertThat(engine.groupExists(second)).isFalse();
        assertThat(engine.entries(second.stream())).hasSize(1);

        engine.stopNodes();
        engine.update("DELETE FROM consumer_groups WHERE name = ?", first.name());
        GroupSettings moved = like(second, second.stream(), 5, second.visibilityTimeout(), 3, "0");
        engine.start(moved);
        ArrayList<UUID> all = new ArrayList<>(ofFirst);
        all.add(ofSecond);
        await().untilAsserted(() -> engine.assertProcessedOnce(moved, all, effects));
    }

    private static GroupSettings like(
            GroupSettings group,
            String stream,
            int batchSize,
            Duration visibilityTimeout,
            int maxAttempts,
            String startFrom) {
        return new GroupSettings(
                group.name(),
                stream,
                group.concurrency(),
                batchSize,
                group.block(),
                visibilityTimeout,
                group.reclaimEvery(),
                maxAttempts,
                group.maxDeliveries(),
                group.backoffInitial(),
                group.backoffMax(),
                startFrom,
                group.recordsOnly(),
                group.eventTypes(),
                group.push());
    }
}
