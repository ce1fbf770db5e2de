package io.redisstreams.http;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SteeringTest {
    private static final String GROUP = "task-processing-group";

    /** An event that no repetition can help, found by its mark. */
    private static int deadLetter(String mark) {
        post(
                        "/api/events/custom",
                        "{\"streamName\": \"task:queue\", \"eventType\": \"task.created\", \"payload\": {\"title\": \"%s\"}}"
                                .formatted(mark))
                .statusCode(201);
        await().untilAsserted(() ->
                get("/api/dead-letters?q={mark}", mark).statusCode(200).body("total", is(1)));
        return get("/api/dead-letters?q={mark}", mark).extract().path("deadLetters[0].id");
    }

    @Test
    void aDeadLetterIsRedrivenAndDiscarded() {
        String mark = UUID.randomUUID().toString();
        int id = deadLetter(mark);
        get("/api/dead-letters/{id}", id)
                .statusCode(200)
                .body("deadLetter.status", is("dead"))
                .body("deadLetter.error", notNullValue());

        given().post("/api/dead-letters/{id}/redrive", id)
                .then()
                .statusCode(202)
                .body("redriven", is(1));
        await().untilAsserted(() ->
                get("/api/dead-letters/{id}", id).statusCode(200).body("history.what", hasItems("redriven", "dead")));

        post("/api/dead-letters/{id}/discard", "{\"reason\": \"a test\"}", id)
                .statusCode(200)
                .body("discarded", is(1));
        get("/api/dead-letters/{id}", id).statusCode(404);
        get("/api/events/processed?status=discarded&q={mark}", mark).body("total", is(1));
    }

    @Test
    void deadLettersAreRedrivenAndDiscardedByFilter() {
        String mark = UUID.randomUUID().toString();
        int id = deadLetter(mark);
        post("/api/dead-letters/redrive", "{\"q\": \"" + mark + "\"}")
                .statusCode(202)
                .body("redriven", is(1));
        await().untilAsserted(() -> get("/api/dead-letters?q={mark}", mark).body("deadLetters.id", contains(id)));
        post("/api/dead-letters/discard", "{\"reason\": \"a test\", \"which\": {\"ids\": [" + id + "]}}")
                .statusCode(200)
                .body("discarded", is(1));
    }

    @Test
    void aGroupIsPausedAndResumed() {
        given().post("/api/groups/{group}/pause", "system-processing-group")
                .then()
                .statusCode(200)
                .body("paused", is(true));
        get("/api/groups").body("groups.find { it.group == 'system-processing-group' }.paused", is(true));
        given().post("/api/groups/{group}/resume", "system-processing-group")
                .then()
                .statusCode(200)
                .body("paused", is(false));
    }

    @Test
    void aReplayRunsToItsEnd() {
        String address = post(
                        "/api/streams/task:queue/replay",
                        "{\"group\": \"" + GROUP + "\", \"from\": \"2999-01-01T00:00:00Z\"}")
                .statusCode(202)
                .body("replay.status", is("running"))
                .extract()
                .header("Location");
        await().untilAsserted(() -> get(address).statusCode(200).body("replay.status", is("done")));
        given().post(address + "/cancel").then().statusCode(200).body("replay.status", is("done"));
        get("/api/replays?limit=1").statusCode(200).body("replays", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /api/dead-letters?from=x           |                          | 400
                    GET  | /api/dead-letters/0                |                          | 404
                    GET  | /api/dead-letters/x                |                          | 404
                    POST | /api/dead-letters/0/redrive        |                          | 404
                    POST | /api/dead-letters/0/discard        | {"reason": "r"}          | 404
                    POST | /api/dead-letters/0/discard        | {}                       | 400
                    POST | /api/dead-letters/redrive          |                          | 400
                    POST | /api/dead-letters/redrive          | {"ids": []}              | 400
                    POST | /api/dead-letters/redrive          | {"ids": ["1"]}           | 400
                    POST | /api/dead-letters/redrive          | {"unknown": 1}           | 400
                    POST | /api/dead-letters/discard          | {"reason": "r"}          | 400
                    POST | /api/groups/none/pause             |                          | 404
                    POST | /api/groups/none/resume            |                          | 404
                    POST | /api/streams/task:queue/replay     | {}                       | 400
                    POST | /api/streams/task:queue/replay     | {"group": "none"}        | 404
                    POST | /api/streams/other/replay          | {"group": "task-processing-group"} | 404
                    POST | /api/streams/task:queue/replay     | {"group": "task-processing-group", "from": "x"} | 400
                    POST | /api/streams/task:queue/replay     | {"group": "task-processing-group", "source": "x"} | 400
                    GET  | /api/replays/x                     |                          | 404
                    GET  | /api/replays/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11         | | 404
                    POST | /api/replays/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11/cancel  | | 404
                    """)
    void badInputIsAProblem(String method, String path, String body, int status) {
        var request = given().contentType("application/json");
        (body == null ? request : request.body(body))
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }
}
