package io.redisstreams.eventlog;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.Script;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Decisions about dead letters and retries over HTTP, and what becomes of them. */
@QuarkusTest
class RedriveTest extends EngineTest {
    @Test
    void theOutcomeOfARedriveIsFollowed() {
        GroupSettings group = engine.group("followed", "max-attempts=1", "batch-size=1");
        engine.start(group);
        List<UUID> good = engine.add(group, 2, Script.failing(1));
        UUID bad = engine.add(group, Script.ALWAYS_FAILS);
        awaitDead(group, 3);

        String redrive = post("/api/dead-letters/redrive", "{\"group\": \"" + group.name() + "\"}")
                .statusCode(202)
                .body("redriven", is(3))
                .extract()
                .path("redriveId");

        await().untilAsserted(() -> redrive(redrive)
                .body("redrive.letters", is(3))
                .body("redrive.processed", is(2))
                .body("redrive.waiting", is(0))
                .body("redrive.dead", is(1)));
        engine.assertProcessedOnce(group, good, effects);
        get("/api/dead-letters?redrive={id}", redrive)
                .body("total", is(1))
                .body("deadLetters[0].eventId", is(bad.toString()));
        get("/api/dead-letters/redrives?limit=100").body("redrives.id", hasItem(redrive));

        given().post("/api/dead-letters/{id}/redrive", engine.row(group, bad).id());
        redrive(redrive).body("redrive.dead", is(0)).body("redrive.gone", is(1));
        post("/api/dead-letters/redrive", "{\"group\": \"no-such-group\"}").body("redriveId", nullValue());
    }

    @Test
    void aLetterShowsWhenItDied() {
        GroupSettings group = engine.group("died", "max-attempts=1");
        engine.start(group);
        UUID id = engine.add(group, Script.ALWAYS_FAILS);
        awaitDead(group, 1);
        engine.update(
                "UPDATE event_log SET created_at = now() - interval '2 days', died_at = now() - interval '1 day'"
                        + " WHERE group_name = ?",
                group.name());
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        get("/api/dead-letters?group={group}&from={from}", group.name(), anHourAgo.toString())
                .body("total", is(0));

        given().post("/api/dead-letters/{id}/redrive", engine.row(group, id).id());

        await().untilAsserted(
                        () -> get("/api/dead-letters?group={group}&from={from}", group.name(), anHourAgo.toString())
                                .body("total", is(1)));
        String died =
                get("/api/dead-letters?group={group}", group.name()).extract().path("deadLetters[0].diedAt");
        assertThat(Instant.parse(died)).isAfter(anHourAgo);
        get("/api/dead-letters/summary?group={group}", group.name()).body("errors[0].lastAt", is(died));
    }

    @Test
    void aPayloadThatIsNotJsonIsEditedAndRedriven() {
        GroupSettings group = engine.group("edited", "max-attempts=1");
        engine.start(group);
        UUID id = EventIds.next();
        engine.addEntry(group, EntryCodec.encode(new Event(id, Script.TYPE, "{not json", Instant.now())));
        awaitDead(group, 1);
        long letter = engine.row(group, id).id();

        given().post("/api/dead-letters/{id}/redrive", letter).then().statusCode(202);
        await().untilAsserted(() ->
                get("/api/dead-letters/{id}", letter).body("history.what", contains("dead", "redriven", "dead")));
        get("/api/dead-letters/{id}", letter)
                .body("deadLetter.error", containsString("The payload is not JSON"))
                .body("deadLetter.payload", is("{not json"));

        edit(letter, "{\"payload\": [1]}").statusCode(400).body("violations[0].field", is("payload"));
        edit(letter, "{}").statusCode(400);
        edit(0, "{\"payload\": {}}").statusCode(404);
        String redrive = edit(letter, "{\"payload\": {\"failures\": 0}}")
                .statusCode(202)
                .body("redriven", is(1))
                .extract()
                .path("redriveId");

        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id), effects));
        redrive(redrive).body("redrive.processed", is(1)).body("redrive.letters", is(1));
        edit(letter, "{\"payload\": {}}").statusCode(404);
        get("/api/events/{id}", id.toString())
                .body("payload.failures", is(0))
                .body("timeline.find { it.what == 'edited' }.who", is("anonymous"))
                .body("timeline.find { it.what == 'edited' }.edit.before", is("{not json"))
                .body("timeline.find { it.what == 'edited' }.edit.after", is("{\"failures\":0}"));
    }

    @Test
    void theSummaryCountsTheLettersThatMatchByErrorAndType() {
        GroupSettings group = engine.group("counted", "max-attempts=1", "batch-size=1");
        engine.start(group);
        engine.add(group, 2, Script.ALWAYS_FAILS);
        engine.add(group, Script.failing(1, "bad"));
        engine.addEntry(group, Map.of("eventType", "test.other", "payload", "{not json"));
        awaitDead(group, 4);

        get("/api/dead-letters/summary?group={group}", group.name())
                .body("total", is(4))
                .body("errors.count", contains(2, 1, 1))
                .body("errors[0].fingerprint", containsString("IllegalStateException: told to fail, run # at io."))
                .body("errors[0].types", contains(Map.of("eventType", Script.TYPE, "count", 2)));
        get("/api/dead-letters/summary?group={group}&error=not JSON", group.name())
                .body("total", is(1))
                .body("errors[0].types.eventType", contains("test.other"));
    }

    @Test
    void aRetryIsRunAtOnce() {
        GroupSettings group = engine.group("hurried", "max-attempts=9", "backoff.initial=1H", "backoff.max=1H");
        engine.start(group);
        UUID id = engine.add(group, Script.failing(1));
        await().untilAsserted(() -> assertThat(engine.row(group, id)).isNotNull());

        given().post("/api/retries/{id}/run", engine.row(group, id).id())
                .then()
                .statusCode(202)
                .body("hurried", is(1));

        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id), effects));
        assertThat(engine.row(group, id).attempts()).isEqualTo(2);
        get("/api/events/{id}", id.toString()).body("timeline.find { it.what == 'hurried' }.who", is("anonymous"));
        given().post("/api/retries/{id}/run", engine.row(group, id).id()).then().statusCode(404);
    }

    @Test
    void retriesAreCancelledOrDiscarded() {
        GroupSettings group = engine.group("cancelled", "max-attempts=9", "backoff.initial=1H", "backoff.max=1H");
        engine.start(group);
        List<UUID> ids = engine.add(group, 3, Script.ALWAYS_FAILS);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(3));

        post("/api/retries/{id}/cancel", "{\"reason\": \"enough\"}", row(group, ids, 0))
                .statusCode(200)
                .body("cancelled", is(1));
        post("/api/retries/{id}/cancel", "{\"reason\": \"enough\", \"discard\": true}", row(group, ids, 1))
                .statusCode(200);
        post("/api/retries/{id}/cancel", "{\"reason\": \"enough\"}", row(group, ids, 1))
                .statusCode(404);
        engine.update("UPDATE event_log SET unsettled = 1 WHERE id = ?", row(group, ids, 2));
        post("/api/retries/{id}/cancel", "{\"reason\": \"enough\"}", row(group, ids, 2))
                .statusCode(409)
                .body("detail", containsString("runs right now"));
        engine.update("UPDATE event_log SET unsettled = 0 WHERE id = ?", row(group, ids, 2));
        post("/api/retries/cancel", "{\"reason\": \"all\", \"which\": {\"group\": \"" + group.name() + "\"}}")
                .statusCode(200)
                .body("cancelled", is(1));

        assertThat(ids).extracting(id -> engine.row(group, id).status()).containsExactly("dead", "discarded", "dead");
        assertThat(engine.row(group, ids.get(0)).error()).contains("told to fail");
        get("/api/dead-letters/{id}", row(group, ids, 0))
                .body("history.detail", hasItem("enough"))
                .body("history.what", contains("failed", "dead"));
    }

    private long row(GroupSettings group, List<UUID> ids, int index) {
        return engine.row(group, ids.get(index)).id();
    }

    private static ValidatableResponse redrive(String id) {
        return get("/api/dead-letters/redrives/{id}", id).statusCode(200);
    }

    private static ValidatableResponse edit(long letter, String body) {
        return post("/api/dead-letters/{id}/edit", body, letter);
    }

    private void awaitDead(GroupSettings group, int count) {
        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(count)
                .allMatch(row -> row.status().equals("dead")));
    }
}
