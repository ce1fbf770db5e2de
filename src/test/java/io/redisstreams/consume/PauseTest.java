package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import io.redisstreams.group.PausedGroups;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PauseTest extends EngineTest {
    @Inject
    GroupStore store;

    @Inject
    PausedGroups paused;

    @Test
    void aPausedGroupReadsNothingRetriesNothingAndTakesNothingOver() {
        GroupSettings group = engine.group("paused", "reclaim-every=100MS");
        GroupSettings other = engine.group("running", "stream=" + group.stream());
        engine.start(group, other);
        List<UUID> ids = new ArrayList<>(engine.add(group, 3, Script.FINE));
        UUID failing = engine.add(group, Script.failing(2));
        ids.add(failing);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));

        assertThat(store.pause(group)).isTrue();
        assertThat(store.pause(group)).isFalse();
        paused.refresh();
        // A read that had begun waits for as long as its block.
        Duration block = group.block().multipliedBy(3);
        await().pollDelay(block).until(() -> paused.contains(group.name()));
        List<UUID> since = new ArrayList<>(engine.add(group, 5, Script.FINE));
        engine.update(
                "UPDATE event_log SET status = 'retrying', attempts = 1, next_attempt_at = now()"
                        + " WHERE group_name = ? AND event_id = ?",
                group.name(),
                failing);
        engine.age(group, "ghost", engine.readAsGhost(group, "ghost", 1).get(0), 10_000, 1);
        await().until(() -> effects.counts(other).keySet().containsAll(since));

        always(Duration.ofMillis(1200)).untilAsserted(() -> {
            assertThat(effects.counts(group).keySet()).doesNotContainAnyElementsOf(since);
            assertThat(engine.row(group, failing).status()).isEqualTo("retrying");
            assertThat(engine.pending(group)).extracting("consumer").containsExactly("ghost");
        });
        assertThat(engine.consumers(group)).contains("ghost");

        assertThat(store.resume(group)).isTrue();
        assertThat(store.resume(group)).isFalse();
        paused.refresh();
        await().until(() -> effects.counts(group).keySet().containsAll(since));
        await().untilAsserted(() -> assertThat(engine.row(group, failing))
                .isNotNull()
                .extracting(LogRow::status)
                .isEqualTo("processed"));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** Though a read that had begun gets an entry. */
    @Test
    void aPauseHoldsFromTheMomentAtWhichItIsKnown() {
        GroupSettings group = engine.group("waiting", "block=2S", "concurrency=1");
        engine.start(group);
        UUID before = engine.add(group, Script.FINE);
        await().until(() -> effects.count(group, before) == 1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());

        store.pause(group);
        paused.refresh();
        List<UUID> since = engine.add(group, 3, Script.FINE);

        always(Duration.ofMillis(800))
                .untilAsserted(() -> assertThat(effects.counts(group).keySet()).containsExactly(before));
        store.resume(group);
        paused.refresh();
        await().untilAsserted(() -> assertThat(effects.counts(group).keySet()).containsAll(since));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(effects.counts(group).values()).containsOnly(1L);
    }

    @Test
    void aGroupStandsStillUntilItIsKnownWhetherItIsPaused() {
        GroupSettings group = engine.group("unknown");
        PausedGroups atTheStart = new PausedGroups(store);
        assertThat(atTheStart.contains(group.name())).isTrue();
        assertThat(atTheStart.all()).isEmpty();
        atTheStart.refresh();
        assertThat(atTheStart.contains(group.name())).isFalse();
    }

    /** Before its first instance has ever started. */
    @Test
    void aGroupThatNobodyHasSeenYetCanBePaused() {
        GroupSettings group = engine.group("early");
        assertThat(store.pause(group)).isTrue();
        paused.refresh();
        UUID id = engine.add(group, Script.FINE);
        engine.start(group);
        always(Duration.ofMillis(500)).until(() -> effects.count(group, id) == 0);
        store.resume(group);
        paused.refresh();
        await().until(() -> effects.count(group, id) == 1);
    }
}
