package io.redisstreams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.stream.TestEngine.Pending;
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
        List<UUID> ids = new ArrayList<>(engine.add(group, 10, Script.FINE));
        ids.add(engine.add(group, Script.sleeping(600)));
        ids.addAll(engine.add(group, 30, Script.FINE));

        engine.start(group);

        await().until(() -> engine.groupExists(group) && engine.pending(group).size() == 10);
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
        List<UUID> ids = new ArrayList<>(engine.add(group, 5, Script.FINE));
        ids.add(engine.add(group, Script.sleeping(3000)));
        ids.addAll(engine.add(group, 9, Script.FINE));
        engine.start(group);
        await().until(() -> engine.groupExists(group) && engine.pending(group).size() == 10);
        Pending last = engine.pending(group).get(9);

        engine.start(group);

        await().until(() -> {
            List<Pending> pending = engine.pending(group);
            assertThat(pending.size() < 10 || pending.get(9).equals(last))
                    .as("%s, at first %s", pending, last)
                    .isTrue();
            return pending.size() < 10;
        });
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
    }

    @Test
    void whatWasReadAheadIsHandedBackAtTheStop() {
        GroupSettings group = engine.group("stopped", "concurrency=1", "batch-size=5", "visibility-timeout=1M");
        List<UUID> ids = new ArrayList<>(engine.add(group, 5, Script.FINE));
        ids.add(engine.add(group, Script.sleeping(600)));
        ids.addAll(engine.add(group, 9, Script.FINE));
        Node first = engine.start(group);
        await().until(() -> engine.groupExists(group) && engine.pending(group).size() == 10);

        first.stop();

        assertThat(engine.pending(group))
                .hasSize(5)
                .allMatch(entry -> entry.consumer().equals(Lease.HANDED_BACK));
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }
}
