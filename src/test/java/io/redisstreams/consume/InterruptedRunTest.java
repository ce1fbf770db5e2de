package io.redisstreams.consume;

import static java.util.Map.entry;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.eventlog.DeadLetters;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Stop;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs that a fault of the servers ended: they are repeated, they are no attempts, and they say what they are. */
@QuarkusTest
class InterruptedRunTest extends EngineTest {
    private static final Map<String, String> FAULTS = Map.ofEntries(
            entry("state:40P01", "deadlock"),
            entry("state:40001", "serialization"),
            entry("state:53100", "resources"),
            entry("state:55P03", "lock-timeout"),
            entry("state:57014", "cancelled"),
            entry("state:25006", "read-only"),
            entry("state:08006", "postgresql-away"),
            entry("swallowed:40P01", "deadlock"),
            entry("hidden:40P01", "deadlock"),
            entry("session", "postgresql-away"),
            entry("redis", "redis-away"));

    @Inject
    EventHistory history;

    @Inject
    RetryStore store;

    @Inject
    DeadLetters letters;

    @Inject
    MeterRegistry meters;

    @Test
    void usesUpNoAttempt() {
        GroupSettings group = engine.group("interrupted", "max-attempts=1", "batch-size=1", "visibility-timeout=1M");
        Map<UUID, String> events = new HashMap<>();
        FAULTS.forEach((failure, fault) -> events.put(engine.add(group, Script.failing(2, failure)), fault));

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, events.keySet(), effects));
        assertThat(engine.rows(group)).allMatch(row -> row.attempts() == 1 && row.error() == null);
        events.forEach((id, fault) -> {
            assertThat(effects.runs(group, id)).isEqualTo(3);
            assertThat(history.of(id)).singleElement().satisfies(step -> {
                assertThat(step.what()).isEqualTo("interrupted");
                assertThat(step.attempt()).isEqualTo(1);
                assertThat(step.detail()).contains("it does not count as an attempt");
            });
        });
        Map<String, Long> expected = events.values().stream().collect(groupingBy(identity(), counting()));
        expected.forEach((fault, count) ->
                assertThat(interrupted(group, fault)).as(fault).isEqualTo(2.0 * count));
        assertThat(failed(group)).isZero();
    }

    /** A batch is tried twice, as the victim of a deadlock should, and then its events run one by one. */
    @Test
    void holdsUpNoOtherEventOfItsBatch() {
        GroupSettings group = engine.group("interrupted-batch", "max-attempts=1", "concurrency=1");
        List<UUID> all = new ArrayList<>(engine.add(group, 3, Script.FINE));
        UUID once = engine.add(group, Script.failing(1, "state:40P01"));
        all.add(once);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, all, effects));
        assertThat(history.of(once)).isEmpty();

        UUID often = engine.add(group, Script.failing(3, "state:40P01"));
        all.add(often);
        all.addAll(engine.add(group, 3, Script.FINE));

        await().untilAsserted(() -> engine.assertProcessedOnce(group, all, effects));
        assertThat(engine.rows(group)).allMatch(row -> row.attempts() == 1);
    }

    @Test
    void saysWhatItIsAsLongAsItLasts() {
        GroupSettings group = engine.group("lasting", "max-attempts=1");
        UUID id = engine.add(group, Script.failing(Integer.MAX_VALUE, "state:53100"));

        engine.start(group);

        await().until(() -> effects.runs(group, id) > 5);
        assertThat(engine.row(group, id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("retrying");
            assertThat(row.attempts()).isZero();
            assertThat(row.error())
                    .startsWith("PostgreSQL has no disk, memory or connection left; it does not count as an attempt");
        });
        assertThat(history.of(id)).extracting(Step::what).containsExactly("interrupted");
    }

    /** Its own failures count, whatever interrupts it between them. */
    @Test
    void leavesTheEventsOwnFailuresCounted() throws Exception {
        GroupSettings group = engine.group("mixed", "max-attempts=9", "backoff.initial=1M", "backoff.max=1M");
        UUID id = engine.add(group, Script.ALWAYS_FAILS);
        Node node = engine.start(group);
        await().untilAsserted(() -> assertThat(engine.row(group, id)).isNotNull());
        node.stop();
        RetryStore.Due second = takeNow(group);
        assertThat(second.attempt()).isEqualTo(2);

        store.interrupted(group, second, Duration.ZERO, ErrorReport.of("PostgreSQL ended a deadlock"));
        RetryStore.Due stillSecond = takeNow(group);
        assertThat(stillSecond.attempt()).isEqualTo(2);
        assertThat(stillSecond.interruptions()).isEqualTo(1);
        assertThat(stillSecond.unsettled()).isEqualTo(1);
        store.again(group, stillSecond, Duration.ZERO, ErrorReport.of("no"));

        assertThat(takeNow(group)).satisfies(third -> {
            assertThat(third.attempt()).isEqualTo(3);
            assertThat(third.interruptions()).isZero();
        });
        assertThat(history.of(id)).extracting(Step::what).containsExactly("failed", "interrupted", "failed");
    }

    /** An outage at the moment at which a failure is written down: the process has not ended. */
    @Test
    void isWrittenDownAfterTheOutage() {
        GroupSettings group = engine.group("outage", "max-attempts=1");
        UUID id = engine.add(group, Script.ALWAYS_FAILS);
        Node node = engine.start(group);
        await().untilAsserted(() -> assertThat(engine.row(group, id))
                .isNotNull()
                .extracting(LogRow::status)
                .isEqualTo("dead"));
        node.stop();
        letters.redrive(engine.row(group, id).id());
        FlakyStore flaky = new FlakyStore(store, 3);
        RetryJob job = engine.retryJob(node.instance(), flaky);

        job.runOnce(group, () -> false, new Stop());

        assertThat(flaky.failures).isEqualTo(3);
        assertThat(engine.row(group, id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("dead");
            assertThat(row.error()).contains("told to fail");
        });
    }

    private RetryStore.Due takeNow(GroupSettings group) throws Exception {
        engine.update("UPDATE event_log SET next_attempt_at = now() WHERE group_name = ?", group.name());
        return store.take(group, "c").orElseThrow();
    }

    private double interrupted(GroupSettings group, String fault) {
        return meters.get("streams.runs.interrupted")
                .tags("group", group.name(), "fault", fault)
                .counter()
                .count();
    }

    private double failed(GroupSettings group) {
        return meters.get("streams.events.failed")
                .tags("group", group.name())
                .counter()
                .count();
    }
}
