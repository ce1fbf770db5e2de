package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.RetryStore.Due;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Entry;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Retries from the event log. */
@QuarkusTest
class RetryTest extends EngineTest {
    @Inject
    EventHistory history;

    @Inject
    BatchProcessor processor;

    @Inject
    RetryStore store;

    /** Slower together than the visibility timeout: what waits for its turn is not an attempt of anybody's. */
    @Test
    void slowRetriesOfTwoInstancesCountEachRunOnce() {
        GroupSettings group = engine.group("slow-retries", "max-attempts=9", "batch-size=1");
        List<UUID> ids = engine.add(group, 8, "{\"failures\":1,\"sleepMillis\":250}");
        engine.start(group);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(ids).allSatisfy(id -> {
            assertThat(engine.row(group, id).attempts()).isEqualTo(2);
            assertThat(effects.runs(group, id)).isEqualTo(2);
        });
    }

    @Test
    void aRetryThatIsSlowerThanTheVisibilityTimeoutRunsOnce() {
        GroupSettings group = engine.group("slow-retry", "max-attempts=9");
        UUID id = engine.add(group, "{\"failures\":1,\"sleepMillis\":1500}");
        engine.start(group);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id), effects));
        assertThat(engine.row(group, id).attempts()).isEqualTo(2);
        assertThat(effects.runs(group, id)).isEqualTo(2);
    }

    /** A retry is written down before it runs, so that it can end its process no more often than it may. */
    @Test
    void aRetryThatEndedItsProcessEachTimeIsADeadLetter() {
        GroupSettings group = engine.group("killing-retry", "max-attempts=20", "backoff.initial=1M", "backoff.max=1M");
        UUID id = engine.add(group, Script.ALWAYS_FAILS);
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(1));
        int runs = effects.runs(group, id);

        engine.update(
                "UPDATE event_log SET unsettled = 3, next_attempt_at = now() WHERE event_id = ? AND group_name = ?",
                id,
                group.name());

        await().untilAsserted(() -> assertThat(engine.row(group, id).status()).isEqualTo("dead"));
        assertThat(engine.row(group, id).error()).contains("each time its process ended");
        assertThat(engine.row(group, id).attempts()).isEqualTo(1);
        assertThat(effects.runs(group, id)).isEqualTo(runs);
        assertThat(history.of(id)).extracting(Step::what, Step::attempt).endsWith(Tuple.tuple("dead", 1));
    }

    /** One that stood still for longer than the visibility timeout, and comes back. */
    @Test
    void anAttemptThatWasTakenOverChangesNothing() throws Exception {
        GroupSettings group = engine.group("late-retry");
        Event event = new Event(EventIds.next(), Script.TYPE, Script.ALWAYS_FAILS, Instant.now());
        processor.process(group, "c", List.of(new Entry("1-0", event)), () -> false);
        Due late = takeNow(group, "late");
        Due present = takeNow(group, "present");

        store.again(group, late, Duration.ZERO, ErrorReport.of("late"));
        store.dead(group, late, 2, ErrorReport.of("late"));

        assertThat(QuarkusTransaction.requiringNew().call(() -> store.lock(late)))
                .isFalse();
        assertThat(QuarkusTransaction.requiringNew().call(() -> store.lock(present)))
                .isTrue();
        assertThat(engine.row(group, event.id())).satisfies(row -> {
            assertThat(row.status()).isEqualTo("retrying");
            assertThat(row.attempts()).isEqualTo(1);
            assertThat(row.error()).contains("told to fail");
            assertThat(row.consumer()).isEqualTo("present");
        });
    }

    private Due takeNow(GroupSettings group, String consumer) throws SQLException {
        engine.update("UPDATE event_log SET next_attempt_at = now() WHERE group_name = ?", group.name());
        return store.take(group, consumer).orElseThrow();
    }

    @Test
    void manyRetriesOfManyConsumersHaveOneEffectEach() {
        GroupSettings group = engine.group("many-retries", "concurrency=4", "batch-size=10");
        List<UUID> ids = engine.add(group, 100, Script.failing(2));
        engine.start(group);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(engine.rows(group)).allMatch(row -> row.attempts() <= 3);
    }
}
