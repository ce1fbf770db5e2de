package io.redisstreams.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.LogRow;
import io.redisstreams.consume.ReshapedHandler;
import io.redisstreams.consume.Script;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.PayloadBudget;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLettersTest extends EngineTest {
    @Inject
    DeadLetters letters;

    @Inject
    EventHistory history;

    @Inject
    ReshapedHandler reshaped;

    @Test
    void aLetterThatIsRedrivenHasAllItsAttemptsAgain() {
        GroupSettings group = engine.group("redriven", "max-attempts=2");
        UUID id = dead(group, 1, Script.failing(3)).get(0);
        assertThat(letters.count(of(group))).isEqualTo(1);
        assertThat(letters.find(row(group, id), PayloadBudget.UNBOUNDED)).isPresent();

        assertThat(letters.redrive(row(group, id))).isEqualTo(1);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id), effects));
        assertThat(engine.row(group, id).attempts()).isEqualTo(2);
        assertThat(history.of(id)).extracting(Step::what).containsExactly("failed", "dead", "redriven", "failed");
        assertThat(letters.redrive(row(group, id))).isZero();
        assertThat(letters.find(row(group, id), PayloadBudget.UNBOUNDED)).isEmpty();
        assertThat(letters.count(of(group))).isZero();
    }

    @Test
    void aLetterOfTheWrongShapeIsProcessedOnceItsHandlerTakesThatShape() {
        GroupSettings group = engine.group("reshaped");
        UUID id = EventIds.next();
        engine.addEntry(group, EntryCodec.encode(new Event(id, ReshapedHandler.TYPE, "{\"b\":1}", Instant.now())));
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.row(group, id)).isNotNull());
        assertThat(engine.row(group, id).status()).isEqualTo("dead");
        String error = engine.row(group, id).error();
        assertThat(error).containsOnlyOnce("BadPayloadException").contains("Unrecognized field \"b\"");

        letters.redrive(row(group, id));
        await().until(() -> history.of(id).size() == 3);
        assertThat(engine.row(group, id).error()).isEqualTo(error);

        reshaped.repair();
        letters.redrive(row(group, id));

        await().untilAsserted(() -> assertThat(engine.row(group, id).status()).isEqualTo("processed"));
    }

    @Test
    void aLetterThatFailsAgainIsDeadAgain() {
        GroupSettings group = engine.group("dead-again", "max-attempts=1");
        UUID id = dead(group, 1, Script.ALWAYS_FAILS).get(0);
        letters.redrive(row(group, id));
        await().until(() -> history.of(id).size() == 3);
        assertThat(engine.row(group, id).status()).isEqualTo("dead");
        assertThat(engine.row(group, id).error()).contains("run 2");
    }

    @Test
    void redrivingManyTimesAtOnceHasOneEffect() {
        GroupSettings group = engine.group("at-once", "max-attempts=1");
        UUID id = dead(group, 1, "{\"failures\":1,\"sleepMillis\":200}").get(0);
        long row = row(group, id);

        List<CompletableFuture<Integer>> calls = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> letters.redrive(row)))
                .toList();

        assertThat(calls.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(1);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id), effects));
        assertThat(effects.runs(group, id)).isEqualTo(2);
    }

    @Test
    void allThatMatchAreRedrivenAndNoOther() {
        GroupSettings group = engine.group("matching", "max-attempts=1", "batch-size=1");
        List<UUID> fine = dead(group, 3, Script.failing(1));
        List<UUID> bad = dead(group, 2, Script.failing(1, "bad"));
        GroupSettings other = engine.group("not-matching", "max-attempts=1");
        dead(other, 1, Script.failing(1));

        assertThat(letters.redriveAll(filter(group, "no.such.type", null, null, null)))
                .isZero();
        assertThat(letters.redriveAll(filter(group, null, "no such error", null, null)))
                .isZero();
        assertThat(letters.redriveAll(filter(group, null, "100%", null, null))).isZero();
        assertThat(letters.redriveAll(filter(group, null, null, Instant.now().plusSeconds(60), null)))
                .isZero();
        assertThat(letters.redriveAll(
                        filter(group, null, null, null, Instant.now().minusSeconds(600))))
                .isZero();
        assertThat(letters.redriveAll(
                        filter(group, Script.TYPE, "TOLD TO FAIL", Instant.now().minusSeconds(600), Instant.now())))
                .isEqualTo(3);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, fine, effects));
        assertThat(bad).allMatch(id -> engine.row(group, id).status().equals("dead"));
        assertThat(engine.rows(other)).extracting(LogRow::status).containsExactly("dead");
    }

    @Test
    void whatIsDiscardedIsDroppedForAReason() {
        GroupSettings group = engine.group("discarded", "max-attempts=1", "batch-size=1");
        List<UUID> ids = dead(group, 3, Script.ALWAYS_FAILS);

        assertThat(letters.discard(row(group, ids.get(0)), "a duplicate")).isEqualTo(1);
        assertThat(letters.discard(row(group, ids.get(0)), "again")).isZero();
        assertThat(letters.redrive(row(group, ids.get(0)))).isZero();
        assertThat(letters.discardAll(of(group), "all the rest")).isEqualTo(2);

        assertThat(engine.rows(group)).extracting(LogRow::status).containsOnly("discarded");
        assertThat(history.of(ids.get(0))).last().satisfies(step -> {
            assertThat(step.what()).isEqualTo("discarded");
            assertThat(step.detail()).isEqualTo("a duplicate");
        });
        assertThat(history.of(ids.get(1))).last().extracting(Step::detail).isEqualTo("all the rest");
    }

    @Test
    void moreThanAPageOfLettersIsChanged() {
        GroupSettings group = engine.group("pages");
        engine.update("""
                INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                    attempts, published_at)
                SELECT gen_random_uuid(), 's', '1-0', 't', '1', ?, 'c', 'dead', 1, now() FROM generate_series(1, 2500)""", group.name());
        assertThat(letters.discardAll(of(group), "many")).isEqualTo(2500);
        assertThat(letters.count(of(group))).isZero();
    }

    private List<UUID> dead(GroupSettings group, int count, String script) {
        List<UUID> ids = engine.add(group, count, script);
        if (!engine.groupExists(group)) {
            engine.start(group);
        }
        await().untilAsserted(() -> assertThat(engine.rows(group))
                .filteredOn(row -> ids.contains(row.eventId()) && row.status().equals("dead"))
                .hasSize(count));
        return ids;
    }

    private long row(GroupSettings group, UUID id) {
        return engine.row(group, id).id();
    }

    private static EventLogFilter of(GroupSettings group) {
        return filter(group, null, null, null, null);
    }

    private static EventLogFilter filter(GroupSettings group, String type, String error, Instant from, Instant to) {
        return new EventLogFilter(type, null, null, null, group.name(), null, from, to, null, error);
    }
}
