package io.redisstreams.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.stream.Awaited;
import io.redisstreams.stream.EngineTest;
import io.redisstreams.stream.EventPublisher;
import io.redisstreams.stream.GroupSettings;
import io.redisstreams.stream.TestEngine;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What Redis had taken and lost is published again, under the same event id, and nothing else is. */
@QuarkusTest
class ReconcilerTest extends EngineTest {
    @Inject
    OutboxRows rows;

    @Inject
    OutboxStore store;

    @Inject
    EventPublisher publisher;

    @Inject
    Awaited awaited;

    @Inject
    OutboxMetrics metrics;

    @Test
    void allThatAFlushTookIsProcessed() {
        GroupSettings group = engine.group("flushed", "batch-size=10");
        List<UUID> ids = new ArrayList<>();
        engine.start(group);
        Reconciler reconciler = reconciler("0S", group);
        for (int round = 0; round < 5; round++) {
            ids.addAll(rows.publish(group, 60));
            engine.redis("FLUSHALL");
        }
        await().untilAsserted(() -> {
            reconciler.runOnce();
            engine.assertProcessedOnce(group, ids, effects);
        });
        assertThat(reconciler.runOnce()).isZero();
    }

    @Test
    void moreThanAPageIsPublishedAgain() {
        GroupSettings group = engine.group("pages");
        rows.publish(group, 1200);
        await().until(() -> rows.of(group).stream().allMatch(row -> row.messageId() != null));
        engine.redis("DEL", group.stream());
        assertThat(reconciler("0S", group).runOnce()).isEqualTo(1200);
        assertThat(engine.length(group.stream())).isEqualTo(1200);
        assertThat(reconciler("0S", group).runOnce()).isZero();
    }

    @Test
    void anEntryThatWasDeletedWhilePendingIsPublishedAgain() {
        GroupSettings group = engine.group("deleted");
        List<UUID> ids = publish(group, 3);
        String deleted = engine.readAsGhost(group, "ghost", 3).get(1);
        engine.redis("XDEL", group.stream(), deleted);
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(engine.row(group, ids.get(1))).isNull();

        assertThat(reconciler("0S", group).runOnce()).isEqualTo(1);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(rows.of(group).get(1).messageId()).isNotEqualTo(deleted);
    }

    /** XGROUP DELCONSUMER drops what is pending, and the group has passed it. */
    @Test
    void whatWentWithItsConsumerIsPublishedAgain() {
        GroupSettings group = engine.group("dropped");
        GroupSettings other = engine.group("keeping", "stream=" + group.stream());
        List<UUID> ids = publish(group, 5);
        engine.start(other);
        await().untilAsserted(() -> engine.assertProcessedOnce(other, ids, effects));
        engine.readAsGhost(group, "ghost", 5);
        engine.redis("XGROUP", "DELCONSUMER", group.stream(), group.name(), "ghost");
        engine.start(group);

        assertThat(reconciler("0S", group, other).runOnce()).isEqualTo(5);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        await().untilAsserted(() -> assertThat(engine.pending(other)).isEmpty());
        engine.assertProcessedOnce(other, ids, effects);
    }

    @Test
    void whatAGroupWillStillGetIsLeftAlone() {
        GroupSettings group = engine.group("slow");
        GroupSettings missing = engine.group("missing", "stream=" + group.stream());
        publish(group, 5);
        engine.readAsGhost(group, "ghost", 2);

        assertThat(reconciler("0S", group, missing).runOnce()).isZero();
        assertThat(engine.length(group.stream())).isEqualTo(5);
    }

    @Test
    void whatIsYoungIsLeftAlone() {
        GroupSettings group = engine.group("young");
        publish(group, 5);
        engine.redis("DEL", group.stream());
        assertThat(reconciler("1H", group).runOnce()).isZero();
        assertThat(reconciler("0S", group).runOnce()).isEqualTo(5);
    }

    @Test
    void whatIsLoggedIsNotPublishedAgain() {
        GroupSettings group = engine.group("logged");
        List<UUID> ids = publish(group, 5);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        engine.redis("DEL", group.stream());
        assertThat(reconciler("0S", group).runOnce()).isZero();
    }

    @Test
    void aKeyThatIsNoStreamHoldsUpNoOther() {
        GroupSettings occupied = engine.group("a-occupied");
        GroupSettings free = engine.group("b-free");
        publish(occupied, 2);
        publish(free, 3);
        engine.redis("SET", occupied.stream(), "x");
        engine.redis("DEL", free.stream());

        assertThat(reconciler("0S", occupied, free).runOnce()).isEqualTo(3);

        assertThat(engine.length(free.stream())).isEqualTo(3);
        assertThat(engine.redis("GET", occupied.stream())).hasToString("x");
    }

    private List<UUID> publish(GroupSettings group, int count) {
        List<UUID> ids = rows.publish(group, count);
        await().until(() -> rows.of(group).stream().allMatch(row -> row.messageId() != null));
        return ids;
    }

    private Reconciler reconciler(String grace, GroupSettings... groups) {
        return new Reconciler(
                store,
                publisher,
                TestEngine.groups(groups),
                awaited,
                OutboxRows.config(Map.of("streams.outbox.reconcile-after", grace)),
                metrics);
    }
}
