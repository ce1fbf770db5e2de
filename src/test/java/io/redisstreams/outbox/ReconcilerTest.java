package io.redisstreams.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.LateFates;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.group.Fates;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redis had taken and lost is published again, under the same event id, and nothing else is. */
@QuarkusTest
class ReconcilerTest extends EngineTest {
    @Inject
    OutboxRows rows;

    @Inject
    ReconcilerLock lock;

    @Inject
    LossStore store;

    @Inject
    Fates fates;

    @Inject
    OutboxMetrics metrics;

    @Inject
    ReactiveRedisDataSource redis;

    @Inject
    GroupStore groupStore;

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
        publish(group, 1200);
        engine.redis("DEL", group.stream());
        assertThat(reconciler("0S", group).runOnce()).isEqualTo(1200);
        await().until(() -> engine.length(group.stream()) == 1200);
        awaitPublished(group);
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
        await().until(() -> rows.of(group).get(1).messageId() != null);
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

        await().until(() -> engine.length(free.stream()) == 3);
        assertThat(engine.redis("GET", occupied.stream())).hasToString("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start-from=2030-01-01T00:00:00Z", "start-from=$", "setid"})
    void whatAGroupChoseNotToBeGivenIsNotLost(String choice) {
        GroupSettings all = engine.group("all");
        List<UUID> ids = new ArrayList<>(publish(all, 5));
        GroupSettings chooses =
                engine.group("chooses", "stream=" + all.stream(), choice.equals("setid") ? "start-from=0" : choice);
        engine.start(all, chooses);
        await().untilAsserted(() -> engine.assertProcessedOnce(all, ids, effects));
        await().until(() -> engine.groupExists(chooses));
        if (choice.equals("setid")) {
            await().untilAsserted(() -> engine.assertProcessedOnce(chooses, ids, effects));
            engine.redis("XGROUP", "SETID", all.stream(), chooses.name(), "1893456000000-0");
            ids.addAll(publish(all, 5));
            await().untilAsserted(() -> engine.assertProcessedOnce(all, ids, effects));
        }
        Reconciler reconciler = reconciler("0S", all, chooses);
        assertThat(reconciler.runOnce()).isZero();
        assertThat(rows.of(all)).hasSize(choice.equals("setid") ? 5 : 0);
        assertThat(reconciler.runOnce()).isZero();
        assertThat(engine.length(all.stream())).isEqualTo(ids.size());
    }

    @Test
    void whatAGroupCatchesUpWithMeanwhileIsNotLost() {
        GroupSettings group = engine.group("catching-up");
        List<UUID> ids = publish(group, 40);
        Fates late = LateFates.after(
                () -> {
                    engine.start(group);
                    await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
                    await().until(() -> engine.pending(group).isEmpty());
                },
                redis,
                groupStore);
        assertThat(reconciler("0S", late, group).runOnce()).isZero();
        assertThat(engine.length(group.stream())).isEqualTo(40);
    }

    @Test
    void aStreamThatCannotBeReconciledHoldsUpNoOther() {
        GroupSettings unknown = engine.group("a-unknown");
        GroupSettings free = engine.group("b-free");
        publish(unknown, 2);
        publish(free, 3);
        engine.redis("DEL", free.stream());
        Fates failing = new Fates(redis, groupStore) {
            @Override
            public List<EntryFates> of(String stream, List<GroupSettings> groups, List<String> messageIds) {
                if (stream.equals(unknown.stream())) {
                    throw new IllegalStateException("nobody knows");
                }
                return super.of(stream, groups, messageIds);
            }
        };
        assertThatThrownBy(() -> reconciler("0S", failing, unknown, free).runOnce())
                .hasMessageContaining("nobody knows");
        await().until(() -> engine.length(free.stream()) == 3);
    }

    /** Its cursor has passed the entries, and it has logged none of them. */
    @Test
    void whatAGroupDoesNotWantIsNotPublishedAgain() {
        GroupSettings group = engine.group("filtered", "event-types=other.*");
        publish(group, 3);
        engine.start(group);
        await().untilAsserted(() -> {
            assertThat(engine.groupExists(group)).isTrue();
            assertThat(engine.pending(group)).isEmpty();
        });
        engine.redis("DEL", group.stream());

        assertThat(reconciler("0S", group).runOnce()).isZero();

        assertThat(rows.of(group)).isEmpty();
        assertThat(engine.length(group.stream())).isZero();
    }

    @Test
    void onlyOneInstanceReconciles() {
        GroupSettings group = engine.group("locked");
        publish(group, 5);
        engine.redis("DEL", group.stream());
        Reconciler other = reconciler("0S", group);
        assertThat(lock.run(other::runOnce)).hasValue(0);
        assertThat(other.runOnce()).isEqualTo(5);
    }

    private List<UUID> publish(GroupSettings group, int count) {
        List<UUID> ids = rows.publish(group, count);
        awaitPublished(group);
        return ids;
    }

    private void awaitPublished(GroupSettings group) {
        await().until(() -> rows.of(group).stream().allMatch(row -> row.messageId() != null));
    }

    private Reconciler reconciler(String grace, GroupSettings... groups) {
        return reconciler(grace, fates, groups);
    }

    private Reconciler reconciler(String grace, Fates fates, GroupSettings... groups) {
        return new Reconciler(
                lock,
                store,
                TestEngine.groups(groups),
                fates,
                OutboxRows.config(Map.of("streams.outbox.reconcile-after", grace)),
                metrics);
    }
}
