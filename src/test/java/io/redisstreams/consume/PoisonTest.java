package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that fail: no other event waits for them, and theirs ends as a row. */
@QuarkusTest
class PoisonTest extends EngineTest {
    private static final int BATCH = 50;

    @Inject
    EventHistory history;

    @Test
    void aPoisonEventAtAnyPositionOfABatchIsTheOnlyOneThatFails() {
        GroupSettings group = engine.group("poison", "concurrency=8", "batch-size=" + BATCH);
        List<UUID> fine = new ArrayList<>();
        List<UUID> poison = new ArrayList<>();
        for (int bad = 0; bad < BATCH; bad++) {
            fine.addAll(engine.add(group, bad, Script.FINE));
            poison.add(engine.add(group, Script.ALWAYS_FAILS));
            fine.addAll(engine.add(group, BATCH - 1 - bad, Script.FINE));
        }

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(BATCH * BATCH)
                .noneMatch(row -> row.status().equals("retrying")));
        engine.assertProcessedOnce(group, fine, effects);
        assertThat(engine.rows(group))
                .filteredOn(row -> row.status().equals("processed"))
                .allMatch(row -> row.attempts() == 1);
        assertThat(engine.rows(group))
                .filteredOn(row -> row.status().equals("dead"))
                .allMatch(row -> row.attempts() == 3)
                .allMatch(row -> row.error().contains("told to fail, run 4"))
                .allMatch(row -> row.nextAttemptAt() == null)
                .extracting(LogRow::eventId)
                .containsExactlyInAnyOrderElementsOf(poison);
        assertThat(history.of(poison.get(7)))
                .extracting(Step::what, Step::attempt)
                .containsExactly(step("failed", 1), step("failed", 2), step("dead", 3));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    @Test
    void theOthersDoNotWaitForTheRetry() {
        GroupSettings group = engine.group("patient", "backoff.initial=1M", "backoff.max=1M");
        UUID poison = engine.add(group, Script.ALWAYS_FAILS);
        List<UUID> fine = engine.add(group, 20, Script.FINE);

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, fine, effects));
        LogRow row = engine.row(group, poison);
        assertThat(row.status()).isEqualTo("retrying");
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(Duration.between(row.createdAt(), row.nextAttemptAt()))
                .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(61));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        always(Duration.ofMillis(900)).until(() -> engine.row(group, poison).attempts() == 1);
    }

    @Test
    void anEventThatFailsForAWhileIsProcessedInTheEnd() {
        GroupSettings group = engine.group("passing");
        UUID id = engine.add(group, Script.failing(2));

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.row(group, id))
                .isNotNull()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo("processed");
                    assertThat(row.attempts()).isEqualTo(3);
                    assertThat(row.error()).isNull();
                    assertThat(row.nextAttemptAt()).isNull();
                }));
        assertThat(effects.count(group, id)).isEqualTo(1);
        assertThat(effects.runs(group, id)).isEqualTo(3);
        assertThat(history.of(id))
                .extracting(Step::what, Step::attempt)
                .containsExactly(step("failed", 1), step("failed", 2));
    }

    /** A class that is missing, a recursion without end, an assertion: none of them is worth the loop. */
    @ParameterizedTest
    @ValueSource(strings = {"error", "stack", "memory", "class"})
    void aHandlerThatEndsWithAnErrorFailsAsAnyOther(String failure) {
        GroupSettings group = engine.group("error-" + failure, "visibility-timeout=1M");
        UUID poison = engine.add(group, Script.failing(99, failure));
        List<UUID> fine = engine.add(group, 5, Script.FINE);

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.row(group, poison))
                .isNotNull()
                .isNotNull()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo("dead");
                    assertThat(row.attempts()).isEqualTo(3);
                }));
        engine.assertProcessedOnce(group, fine, effects);
        assertThat(effects.count(group, poison)).isZero();
    }

    /** The payload is read before the transaction: an Error there must not end the loop, and again after each start. */
    @Test
    void aPayloadWhoseReadingEndsWithAnErrorIsADeadLetter() {
        GroupSettings group = engine.group("error-reading", "concurrency=1", "visibility-timeout=1M");
        List<UUID> fine = new ArrayList<>();
        List<UUID> poison = new ArrayList<>();
        for (String error : List.of("class", "stack", "memory")) {
            fine.add(fragile(group, "fine"));
            poison.add(fragile(group, error));
        }

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(6)
                .noneMatch(row -> row.status().equals("retrying")));
        assertThat(fine).allMatch(id -> engine.row(group, id).status().equals("processed"));
        assertThat(poison)
                .allMatch(id -> engine.row(group, id).status().equals("dead"))
                .allMatch(id -> engine.row(group, id).attempts() == 1);
        assertThat(engine.row(group, poison.get(0)).error())
                .contains("java.lang.NoClassDefFoundError: told to be missing");
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    private UUID fragile(GroupSettings group, String error) {
        Event event = new Event(EventIds.next(), FragileHandler.TYPE, "{\"error\":\"" + error + "\"}", Instant.now());
        engine.addEntry(group, EntryCodec.encode(event));
        return event.id();
    }

    @Test
    void aHandlerThatSaysThePayloadIsBadIsNotRunAgain() {
        GroupSettings group = engine.group("bad");
        UUID id = engine.add(group, Script.failing(99, "bad"));

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.row(group, id)).isNotNull());
        assertThat(engine.row(group, id).status()).isEqualTo("dead");
        assertThat(engine.row(group, id).attempts()).isEqualTo(1);
        assertThat(engine.row(group, id).error()).contains("told to be bad");
    }

    /** PostgreSQL rolls back what a commit asks for after a statement failed: that must not pass for processed. */
    @Test
    void aHandlerThatSwallowsAFailedStatementHasFailed() {
        GroupSettings group = engine.group("swallowed");
        UUID careless = engine.add(group, Script.failing(3, "sql"));
        List<UUID> fine = engine.add(group, 3, Script.FINE);
        List<UUID> all = new ArrayList<>(fine);
        all.add(careless);

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, all, effects));
        assertThat(engine.row(group, careless).attempts()).isEqualTo(3);
    }

    private static Tuple step(String what, int attempt) {
        return Tuple.tuple(what, attempt);
    }
}
