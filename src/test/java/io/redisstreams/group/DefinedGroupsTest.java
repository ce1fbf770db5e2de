package io.redisstreams.group;

import static io.redisstreams.http.Calls.delete;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.redisstreams.http.Calls.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.LogRow;
import io.redisstreams.consume.Script;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups that callers define while the service runs. */
@QuarkusTest
class DefinedGroupsTest extends EngineTest {
    private final String name = "defined-" + UUID.randomUUID();
    private final String stream = "test:" + name;

    @Inject
    Groups groups;

    @AfterEach
    void deleteGroup() {
        if (delete("/api/groups/{name}?pending=discard", name).extract().statusCode() == 202) {
            awaitGone();
        }
    }

    private void define(String settings) {
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"%s\"%s}".formatted(name, stream, settings))
                .statusCode(201)
                .header("Location", is("/api/groups/" + name));
    }

    private GroupSettings group() {
        return groups.find(name).orElseThrow();
    }

    private void awaitGone() {
        await().untilAsserted(() -> get("/api/groups/{name}", name).statusCode(404));
    }

    @Test
    void aDefinedGroupWorks() {
        define(", \"block\": \"100MS\", \"batchSize\": 10, \"backoff\": {\"initial\": \"2S\"}");
        get("/api/groups/{name}", name)
                .statusCode(200)
                .body("source", is("api"))
                .body("deleting", is(false))
                .body("settings.batchSize", is(10))
                .body("settings.block", is("PT0.1S"))
                .body("settings.backoffInitial", is("PT2S"))
                .body("settings.maxAttempts", is(20));
        GroupSettings group = group();
        List<UUID> ids = engine.add(group, 20, Script.FINE);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        get("/q/metrics").body(containsString("streams_events_processed_total{group=\"" + name + "\""));
    }

    @Test
    void itsSettingsChangeWhileItWorks() {
        define(", \"block\": \"100MS\"");
        GroupSettings before = group();
        List<UUID> first = engine.add(before, 5, Script.FINE);
        await().untilAsserted(() -> engine.assertProcessedOnce(before, first, effects));

        put("/api/groups/{name}", "{\"block\": \"50MS\", \"eventTypes\": [\"other.*\"]}", name)
                .statusCode(200)
                .body("settings.block", is("PT0.05S"))
                .body("settings.eventTypes", is(List.of("other.*")));

        // Until the loops have begun anew, they may still take what comes.
        await().untilAsserted(() -> {
            UUID unwanted = engine.add(group(), Script.FINE);
            await().until(() -> engine.pending(group()).isEmpty() && lag().equals(0));
            assertThat(engine.row(group(), unwanted)).isNull();
        });
    }

    private Integer lag() {
        for (var info : engine.redis("XINFO", "GROUPS", stream)) {
            return info.get("lag") == null ? null : info.get("lag").toInteger();
        }
        return null;
    }

    @Test
    void deletedItsPendingEventsAreDeadLetters() {
        leaveUnfinished();
        delete("/api/groups/{name}", name).statusCode(202).body("deleting", is(true));
        assertDeletedWithRows("dead");
    }

    @Test
    void deletedItsPendingEventsAreDiscardedIfSaid() {
        leaveUnfinished();
        delete("/api/groups/{name}?pending=discard", name).statusCode(202);
        assertDeletedWithRows("discarded");
    }

    private GroupSettings left;
    private List<UUID> unfinished;

    /** Two events that a dead consumer has in hand, and one that waits for another attempt. */
    private void leaveUnfinished() {
        define(", \"block\": \"100MS\", \"backoff\": {\"initial\": \"1H\"}, \"visibilityTimeout\": \"1H\"");
        left = group();
        UUID retrying = engine.add(left, Script.ALWAYS_FAILS);
        await().untilAsserted(() -> assertThat(engine.row(left, retrying)).isNotNull());
        post("/api/groups/{name}/pause", "", name).statusCode(200);
        UUID first = engine.add(left, Script.FINE);
        UUID second = engine.add(left, Script.FINE);
        // A reader that waits takes one, and hands it back.
        await().until(() -> {
            engine.readAsGhostIfAny(left, "ghost");
            return engine.pending(left).size() == 2;
        });
        unfinished = List.of(retrying, first, second);
    }

    private void assertDeletedWithRows(String status) {
        awaitGone();
        assertThat(engine.groupExists(left)).isFalse();
        assertThat(engine.rows(left))
                .hasSize(3)
                .allMatch(row -> row.status().equals(status))
                .extracting(LogRow::eventId)
                .containsExactlyInAnyOrderElementsOf(unfinished);
        get("/api/groups").body("groups.findAll { it.group == '" + name + "' }", is(empty()));
        get("/q/metrics").body(not(containsString("streams_lag{group=\"" + name + "\"")));
        // The name is free, also for another stream.
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"%s-2\"}".formatted(name, stream))
                .statusCode(201);
        await().until(() -> engine.groupExists(group()));
    }

    @Test
    void aNameIsTakenOnce() {
        define("");
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"%s\"}".formatted(name, stream))
                .statusCode(409)
                .body("detail", containsString("PUT /api/groups/" + name));
    }

    @Test
    void aGroupOfTheConfigurationCannotBeChanged() {
        String configured = "chat-processing-group";
        get("/api/groups/{name}", configured).statusCode(200).body("source", is("configuration"));
        String reason = "comes from the configuration (streams.groups.\"chat-processing-group\")";
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"s\"}".formatted(configured))
                .statusCode(409)
                .body("detail", containsString(reason));
        put("/api/groups/{name}", "{}", configured).statusCode(409).body("detail", containsString(reason));
        delete("/api/groups/{name}", configured).statusCode(409).body("detail", containsString(reason));
    }

    @Test
    void whatIsNotThereIsMissing() {
        get("/api/groups/{name}", name).statusCode(404);
        put("/api/groups/{name}", "{}", name).statusCode(404);
        delete("/api/groups/{name}", name).statusCode(404);
    }

    @Test
    void aStreamStaysThatOfItsGroup() {
        define("");
        put("/api/groups/{name}", "{\"stream\": \"other\"}", name)
                .statusCode(400)
                .body("violations[0].field", is("stream"));
        delete("/api/groups/{name}?pending=never", name).statusCode(400).body("violations[0].field", is("pending"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"concurrency\": 0 | concurrency | must be from 1 to 64",
                "\"batchSize\": 1001 | batchSize | must be from 1 to 1000",
                "\"block\": \"6S\" | block | must be at most 5S",
                "\"block\": \"soon\" | block | must be a duration",
                "\"block\": 5 | block | must be a duration",
                "\"visibilityTimeout\": \"1MS\" | visibilityTimeout | must be at least 1S",
                "\"backoff\": {\"max\": \"1MS\"} | backoff.max | must be at least backoff.initial",
                "\"startFrom\": \"yesterday\" | startFrom | it must be 0, $, an entry id or an ISO-8601 time",
                "\"eventTypes\": [\"*\"] | eventTypes | or beginnings of types such as order.*",
            })
    void settingsFollowTheRulesOfTheConfiguration(String setting, String field, String rule) {
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"%s\", %s}".formatted(name, stream, setting))
                .statusCode(400)
                .body("violations[0].field", is(field))
                .body("violations[0].message", containsString(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{} | name", "{\"name\": \"a b\", \"stream\": \"s\"} | name", "{\"name\": \"n\"} | stream"})
    void aGroupHasANameAndAStream(String body, String field) {
        post("/api/groups", body).statusCode(400).body("violations[0].field", is(field));
    }
}
