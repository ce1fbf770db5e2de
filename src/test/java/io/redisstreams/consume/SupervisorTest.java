package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.GroupWorkers.Worker;
import io.redisstreams.fault.FaultLog;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Stop;
import io.redisstreams.process.Ticker;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SupervisorTest extends EngineTest {
    @Inject
    Clock clock;

    @Test
    void revivesALoopThatEnded() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        GroupWorkers fragile =
                new GroupWorkers(null, null, null, null, null, null, null, null, null, null, null, null) {
                    @Override
                    List<Worker> of(GroupSettings group, Stop stop) {
                        Loop.Turn turn = () -> {
                            if (turns.incrementAndGet() < 3) {
                                throw new AssertionError("broken");
                            }
                            stop.await(Duration.ofMillis(10));
                        };
                        return List.of(new Worker(group, new Loop("fragile", turn, stop, new FaultLog("g")), null));
                    }
                };
        GroupSettings group = engine.group("fragile");
        Ticker ticker = new Ticker(TestEngine.jobs(), true);
        Supervisor supervisor = new Supervisor(TestEngine.groups(group), fragile, ticker, TestEngine.config(group));
        assertThat(supervisor.started()).isFalse();
        await().until(() -> {
            supervisor.supervise();
            return turns.get() > 5;
        });
        assertThat(supervisor.started()).isTrue();
        supervisor.stop(null);
        ticker.stop();
    }

    @Test
    void doesNothingWhereConsumersAreOff() {
        GroupSettings group = engine.group("off");
        Map<String, String> properties = new HashMap<>(TestEngine.properties(group));
        properties.put("streams.consumers.enabled", "false");
        Node node = engine.node(TestEngine.config(properties)).start();
        assertThat(node.supervisor().workers()).isEmpty();
        assertThat(node.supervisor().started()).isTrue();
    }

    @Test
    void stopsWithNothingPendingAndLeavesItsGroups() {
        GroupSettings group = engine.group("stopped", "batch-size=10");
        List<UUID> ids = engine.add(group, 300, Script.sleeping(10));
        Node node = engine.start(group);
        await().until(() -> engine.rows(group).size() >= 20);

        node.stop();

        assertThat(engine.rows(group)).hasSizeLessThan(300);
        // What came from Redis in the moment of the stop is not begun, and handed back.
        assertThat(engine.pending(group))
                .allMatch(entry -> entry.consumer().equals(Lease.HANDED_BACK) && entry.deliveries() == 1);
        assertThat(engine.consumers(group)).isSubsetOf(Lease.HANDED_BACK);
        assertThat(node.supervisor().stopping()).isTrue();
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(ids).allMatch(id -> effects.runs(group, id) == 1);
    }

    @Test
    void handsBackWhatItHasNotBegun() {
        GroupSettings group = engine.group("handed-over", "visibility-timeout=1M", "concurrency=1", "max-attempts=1");
        UUID poison = engine.add(group, Script.ALWAYS_FAILS);
        List<UUID> ids = engine.add(group, 40, Script.sleeping(50));
        Node node = engine.start(group);
        await().until(() -> engine.rows(group).size() >= 3);

        node.stop();

        assertThat(engine.pending(group))
                .isNotEmpty()
                .allMatch(entry -> entry.consumer().equals(Lease.HANDED_BACK) && entry.deliveries() == 1);
        assertThat(engine.consumers(group)).containsExactly(Lease.HANDED_BACK);
        Instant start = clock.instant();
        engine.start(group);
        await().until(() -> engine.pending(group).stream()
                .noneMatch(entry -> entry.consumer().equals(Lease.HANDED_BACK)));
        assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofSeconds(3));
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(engine.row(group, poison).status()).isEqualTo("dead");
        assertThat(ids).allMatch(id -> effects.runs(group, id) == 1);
    }

    /** It does not wait for ever; what it still runs is tried by another, which waits for its row. */
    @Test
    void handsBackWhatItCannotEndInTime() {
        GroupSettings group = engine.group("late", "visibility-timeout=1M", "concurrency=1");
        UUID id = engine.add(group, Script.sleeping(3000));
        Map<String, String> properties = new HashMap<>(TestEngine.properties(group));
        properties.put("streams.drain-timeout", "200MS");
        Node node = engine.node(TestEngine.config(properties)).start();
        await().until(() -> effects.runs(group, id) == 1);

        Instant start = clock.instant();
        node.stop();

        assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofMillis(2500));
        assertThat(engine.pending(group))
                .singleElement()
                .satisfies(entry -> assertThat(entry.consumer()).isEqualTo(Lease.HANDED_BACK));
        engine.start(group);
        await().untilAsserted(() -> {
            engine.assertProcessedOnce(group, List.of(id), effects);
            assertThat(engine.pending(group)).isEmpty();
        });
        assertThat(effects.runs(group, id)).isEqualTo(1);
    }
}
