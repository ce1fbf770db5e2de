package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.TestEngine.Pending;
import io.redisstreams.group.GroupSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A backlog is read ahead of its handling, and what was read ahead is as safe as what is at hand. */
@QuarkusTest
class ReadAheadTest extends EngineTest {
    private static final String[] FIVE_BY_ONE = {"concurrency=1", "batch-size=5", "visibility-timeout=1S"};

    @Test
    void aBacklogIsReadAheadAndHandledOnce() {
        GroupSettings group = engine.group("ahead", FIVE_BY_ONE);
        List<UUID> ids = backlog(group, 600);

        engine.start(group);

        awaitReadAhead(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** Another consumer could begin them at once. */
    @Test
    void nothingIsReadAheadOfABatchThatFollowsASlowOne() {
        GroupSettings group = engine.group("slow", FIVE_BY_ONE);
        engine.add(group, 1, Script.sleeping(300));
        engine.add(group, 4, Script.FINE);
        UUID second = engine.add(group, Script.sleeping(600));
        engine.add(group, 14, Script.FINE);

        engine.start(group);

        await().until(() -> effects.runs(group, second) == 1);
        assertThat(engine.pending(group)).hasSize(5);
    }

    @Test
    void whatWasReadAheadIsLeftAloneWhileTheBatchAtHandTakesLong() {
        GroupSettings group = engine.group("held", FIVE_BY_ONE);
        List<UUID> ids = backlog(group, 2500);
        engine.start(group);
        Pending last = awaitReadAhead(group).get(9);

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(engine.rows(group))
                .filteredOn(row -> row.messageId().equals(last.messageId()))
                .singleElement()
                .returns(last.consumer(), LogRow::consumer);
    }

    @Test
    void whatWasReadAheadIsHandedBackAtTheStop() {
        GroupSettings group = engine.group("stopped", "concurrency=1", "batch-size=5", "visibility-timeout=1M");
        List<UUID> ids = backlog(group, 600);
        Node first = engine.start(group);
        awaitReadAhead(group);

        first.stop();

        assertThat(engine.pending(group))
                .isNotEmpty()
                .allMatch(entry -> entry.consumer().equals(Lease.HANDED_BACK));
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** Three times two brief batches and a slow one: on a slow machine the first ones may not be brief. */
    private List<UUID> backlog(GroupSettings group, long slowMillis) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addAll(engine.add(group, 10, Script.FINE));
            ids.add(engine.add(group, Script.sleeping(slowMillis)));
            ids.addAll(engine.add(group, 4, Script.FINE));
        }
        ids.addAll(engine.add(group, 10, Script.FINE));
        return ids;
    }

    /** One batch at hand, a slow one, and another behind it; what is pending then. */
    private List<Pending> awaitReadAhead(GroupSettings group) {
        return await().during(Duration.ofMillis(150))
                .until(
                        () -> engine.groupExists(group) ? engine.pending(group) : List.<Pending>of(),
                        pending -> pending.size() == 10);
    }
}
