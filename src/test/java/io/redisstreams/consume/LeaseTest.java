package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.TestEngine.Pending;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** HandlerCall at hand is nobody else's, however long it takes. */
@QuarkusTest
class LeaseTest extends EngineTest {
    @Inject
    Lease lease;

    @Test
    void aHandlerSlowerThanTheVisibilityTimeoutIsLeftAlone() {
        GroupSettings group = engine.group("slow", "concurrency=1");
        UUID id = engine.add(group, Script.sleeping(2500));
        engine.start(group);
        engine.start(group);
        await().until(() -> engine.groupExists(group) && !engine.pending(group).isEmpty());
        Pending atFirst = engine.pending(group).get(0);

        assertOwnedUntilDone(group, atFirst);

        engine.assertProcessedOnce(group, List.of(id), effects);
        assertThat(effects.runs(group, id)).isEqualTo(1);
        assertThat(engine.row(group, id).consumer()).isEqualTo(atFirst.consumer());
    }

    @Test
    void whatWaitsForItsTurnInABatchIsLeftAloneToo() {
        GroupSettings group = engine.group("queue", "concurrency=1");
        List<UUID> ids = engine.add(group, 6, Script.sleeping(400));
        engine.start(group);
        await().until(() -> engine.groupExists(group) && engine.pending(group).size() == 6);
        engine.start(group);
        Pending last = engine.pending(group).get(5);

        assertOwnedUntilDone(group, last);

        engine.assertProcessedOnce(group, ids, effects);
    }

    /** Renewed or not, an entry was delivered once. */
    private void assertOwnedUntilDone(GroupSettings group, Pending atFirst) {
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            List<Pending> now = engine.pending(group);
            assertThat(now.isEmpty() || now.get(now.size() - 1).equals(atFirst))
                    .as("%s, at first %s", now, atFirst)
                    .isTrue();
            return now.isEmpty();
        });
    }

    /** Its stream is gone, so that the lease of the first group cannot be renewed; the second knows nothing of it. */
    @Test
    void aLeaseThatCannotBeRenewedLeavesTheOthersTheirs() {
        GroupSettings gone = engine.group("a-gone", "concurrency=1");
        GroupSettings slow = engine.group("b-slow", "concurrency=1");
        engine.add(gone, Script.sleeping(2500));
        engine.add(slow, Script.sleeping(2500));
        engine.start(gone, slow);
        await().until(() -> List.of(gone, slow).stream()
                .allMatch(group ->
                        engine.groupExists(group) && !engine.pending(group).isEmpty()));
        Pending atFirst = engine.pending(slow).get(0);
        engine.redis("DEL", gone.stream());

        assertOwnedUntilDone(slow, atFirst);
    }

    @Test
    void aLateRenewalStealsNothingBack() {
        GroupSettings group = engine.group("late");
        engine.add(group, 3, Script.FINE);
        List<String> ids = engine.readAsGhost(group, "former", 3);
        engine.age(group, "present", ids.get(0), 7000, 2);
        engine.age(group, "present", ids.get(1), 7000, 2);

        assertThat(lease.renew(group, "former", ids)).isEqualTo(1);

        assertThat(engine.pending(group))
                .containsExactly(
                        new Pending(ids.get(0), "present", 2),
                        new Pending(ids.get(1), "present", 2),
                        new Pending(ids.get(2), "former", 1));
        assertThat(idle(group, "present")).isGreaterThanOrEqualTo(7000);
    }

    @Test
    void onlyItsOwnIsHandedBack() {
        GroupSettings group = engine.group("back");
        engine.add(group, 2, Script.FINE);
        List<String> ids = engine.readAsGhost(group, "former", 2);
        engine.age(group, "present", ids.get(0), 7000, 2);

        assertThat(lease.handBack(group, "former", ids)).isEqualTo(1);

        assertThat(engine.pending(group))
                .containsExactly(new Pending(ids.get(0), "present", 2), new Pending(ids.get(1), Lease.HANDED_BACK, 1));
    }

    @Test
    void whatWasAcknowledgedDoesNotComeBackByARenewal() {
        GroupSettings group = engine.group("acknowledged");
        engine.add(group, 1, Script.FINE);
        List<String> ids = engine.readAsGhost(group, "former", 1);
        engine.redis("XACK", group.stream(), group.name(), ids.get(0));
        assertThat(lease.renew(group, "former", ids)).isZero();
        assertThat(engine.pending(group)).isEmpty();
    }

    @Test
    void manyEntriesAreRenewedAtOnce() {
        GroupSettings group = engine.group("many");
        engine.addOld(group, 1000);
        List<String> ids = engine.readAsGhost(group, "former", 1000);
        assertThat(lease.renew(group, "former", ids)).isEqualTo(1000);
    }

    @Test
    void aConsumerIsRemovedOnlyWhenNothingIsPendingForIt() {
        GroupSettings group = engine.group("leaving");
        engine.add(group, 1, Script.FINE);
        String id = engine.readAsGhost(group, "ghost", 1).get(0);
        assertThat(lease.removeIfEmpty(group, "ghost", 0)).isFalse();
        engine.redis("XACK", group.stream(), group.name(), id);
        assertThat(lease.removeIfEmpty(group, "ghost", 60_000)).isFalse();
        assertThat(lease.removeIfEmpty(group, "nobody", 0)).isFalse();
        assertThat(lease.removeIfEmpty(group, "ghost", 0)).isTrue();
        assertThat(engine.consumers(group)).isEmpty();
    }

    /** What it reads between the look and the removal would be dropped, were they two steps. */
    @Test
    void aConsumerThatReadsWhileItIsRemovedLosesNothing() {
        GroupSettings group = engine.group("racing");
        engine.add(group, 300, Script.FINE);
        engine.readAsGhost(group, "other", 1);
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Integer> removals = CompletableFuture.supplyAsync(() -> {
            int removed = 0;
            while (!end.get()) {
                removed += lease.removeIfEmpty(group, "racer", 0) ? 1 : 0;
            }
            return removed;
        });
        int acknowledged = 0;
        for (int i = 0; i < 299; i++) {
            String id = engine.readAsGhost(group, "racer", 1).get(0);
            acknowledged +=
                    engine.redis("XACK", group.stream(), group.name(), id).toInteger();
        }
        end.set(true);
        assertThat(acknowledged).isEqualTo(299);
        assertThat(removals.join()).isPositive();
    }

    private long idle(GroupSettings group, String consumer) {
        long[] least = {Long.MAX_VALUE};
        engine.redis("XPENDING", group.stream(), group.name(), "-", "+", "10", consumer)
                .forEach(entry -> least[0] = Math.min(least[0], entry.get(2).toLong()));
        return least[0];
    }
}
