package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.WorkerHealth.LoopHealth;
import io.redisstreams.fault.FaultLog;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A loop with much to do, or with servers that are away, is not stuck; one that hangs is. */
@QuarkusTest
class WorkerHealthTest extends EngineTest {
    /** Together 2.5 s: the most that one entry may take here. A loop that waits for work beats every 400 ms. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "streams.consumers.liveness-timeout", "2S",
            "streams.consumers.transaction-timeout", "500MS");

    @Test
    void aBatchOfSlowHandlersIsNotStuck() {
        GroupSettings group = engine.group("slow-batch", "concurrency=1", "batch-size=10");
        engine.add(group, 10, Script.sleeping(300));
        assertThat(stuckUntilDone(group, 10)).isEmpty();
    }

    @Test
    void manyRetriesAreNotStuck() {
        GroupSettings group =
                engine.group("slow-retries", "concurrency=1", "batch-size=10", "backoff.initial=1S", "backoff.max=1S");
        engine.add(group, 10, "{\"failures\": 1, \"sleepMillis\": 300}");
        assertThat(stuckUntilDone(group, 10)).isEmpty();
    }

    @Test
    void anEntryThatTakesTooLongIsStuck() {
        GroupSettings group = engine.group("hanging", "concurrency=1");
        engine.add(group, Script.sleeping(4000));
        assertThat(stuckUntilDone(group, 1)).anyMatch(name -> name.startsWith(group.name()));
    }

    /** While PostgreSQL is away a consumer keeps what it has read, and tries again and again within one turn. */
    @Test
    void triesThatFailAreProgress() throws Exception {
        GroupSettings group = engine.group("away");
        Stop stop = new Stop();
        List<Duration> silences = new CopyOnWriteArrayList<>();
        Loop[] loop = new Loop[1];
        BatchProcessor away = new BatchProcessor(null, null, null, null, null, null, null, null, null, null) {
            @Override
            public List<String> process(
                    GroupSettings of, String consumer, List<Entry> entries, BooleanSupplier stopping) {
                silences.add(loop[0].sinceBeat());
                throw new IllegalStateException("PostgreSQL is away");
            }
        };
        GroupStream acknowledging = engine.stream();
        GroupConsumer consumer = new GroupConsumer(group, "c", away, acknowledging, engine.lease(), stop);
        acknowledging.ensure(group);
        loop[0] = new Loop("l", () -> consumer.process(List.of()), stop, new FaultLog("g"));
        CompletableFuture<Void> running = CompletableFuture.runAsync(loop[0]);
        await().until(() -> silences.size() >= 6);
        stop.request();
        running.get(10, TimeUnit.SECONDS);
        assertThat(silences).allMatch(silence -> silence.toMillis() < 300);
    }

    private List<String> stuckUntilDone(GroupSettings group, int rows) {
        Map<String, String> properties = new HashMap<>(TestEngine.properties(group));
        properties.putAll(IMPATIENT);
        StreamsConfig config = TestEngine.config(properties);
        Node node = engine.node(config).start();
        WorkerHealth health = new WorkerHealth(node.supervisor(), node.instance(), config);
        List<String> stuck = new CopyOnWriteArrayList<>();
        await().until(() -> {
            health.loops().stream()
                    .filter(LoopHealth::stuck)
                    .map(LoopHealth::name)
                    .forEach(stuck::add);
            return engine.rows(group).stream()
                            .filter(row -> row.status().equals("processed"))
                            .count()
                    == rows;
        });
        return stuck;
    }
}
