package io.redisstreams.custom;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.http.CallId;
import io.redisstreams.http.Calls;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that is repeated under its id is answered as the first was, and is one event. */
@QuarkusTest
class RepeatedCallsTest {
    private static final String LATER = ", \"deliverAt\": \"9999-01-01T00:00:00Z\"";

    @Inject
    RedisDataSource redis;

    @Inject
    AgroalDataSource database;

    /** @param other a body of the same shape that asks for something else; null: there is none */
    record Call(String method, String path, String body, String other, String stream) {
        Response run(String key, String text) {
            return given().contentType(ContentType.JSON)
                    .header(CallId.HEADER, key)
                    .body(text)
                    .request(method, path);
        }

        @Override
        public String toString() {
            return method + ' ' + path;
        }
    }

    static Stream<Call> calls() {
        String task = UUID.randomUUID().toString();
        String name = Calls.name();
        return Stream.of(
                new Call("POST", "/api/users", user(name), user(Calls.name()), "user:events"),
                new Call(
                        "POST",
                        "/api/events/chat",
                        "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"c\"}",
                        "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"d\"}",
                        "chat:messages"),
                new Call(
                        "POST",
                        "/api/events/tasks",
                        "{\"title\": \"t\", \"assignedTo\": \"a\", \"createdBy\": \"b\"}",
                        "{\"title\": \"u\", \"assignedTo\": \"a\", \"createdBy\": \"b\"}",
                        "task:queue"),
                new Call(
                        "POST",
                        "/api/events/tasks/" + task + "/complete",
                        "{\"completedBy\": \"a\"}",
                        "{\"completedBy\": \"b\"}",
                        "task:queue"),
                new Call(
                        "POST",
                        "/api/events/logs",
                        "{\"level\": \"info\", \"message\": \"a\", \"metadata\": {\"a\": 1}}",
                        "{\"level\": \"info\", \"message\": \"a\", \"metadata\": {\"a\": 2}}",
                        "system:logs"),
                new Call(
                        "POST",
                        "/api/events/custom",
                        event("repeated:direct", 1),
                        event("repeated:direct", 2),
                        "repeated:direct"),
                new Call("POST", "/api/events/custom", event("task:queue", 1), event("task:queue", 2), "task:queue"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aRepeatedCallGetsTheFirstAnswer(Call call) {
        String key = UUID.randomUUID().toString();
        Response first = call.run(key, call.body());
        assertThat(first.statusCode()).isIn(200, 201);
        assertThat(first.<String>path("eventId")).isEqualTo(key);

        assertRepeats(first, () -> call.run(key, call.body()));
        call.run(key, call.other()).then().statusCode(409).body("detail", containsString(key));
        assertThat(entries(call.stream(), key)).isEqualTo(1);
    }

    @Test
    void aUserIsChangedAndDeletedOnce() {
        String id = Calls.createUser();
        String key = "change of " + id;
        Call change =
                new Call("PUT", "/api/users/" + id, "{\"status\": \"suspended\"}", "{\"status\": \"inactive\"}", "");
        Response first = change.run(key, change.body());
        first.then().statusCode(200).body("changes.status.to", is("suspended"));
        change.run("another change", change.other()).then().statusCode(200);

        assertRepeats(first, () -> change.run(key, change.body()));
        change.run(key, change.other()).then().statusCode(409);
        Calls.get("/api/users/" + id).body("user.status", is("inactive"));

        Response deleted = given().header(CallId.HEADER, "\"gone\"").delete("/api/users/" + id);
        deleted.then().statusCode(200);
        assertRepeats(deleted, () -> given().header(CallId.HEADER, "gone").delete("/api/users/" + id));
        given().header(CallId.HEADER, "gone too")
                .delete("/api/users/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void aFailedCallTakesNoId() {
        String name = Calls.name();
        Calls.post("/api/users", user(name)).statusCode(201);
        String key = UUID.randomUUID().toString();
        Call call = new Call("POST", "/api/users", user(name), user(Calls.name()), "");
        call.run(key, call.body()).then().statusCode(409).body("violations[0].field", is("username"));
        call.run(key, call.other()).then().statusCode(201).body("eventId", is(key));
    }

    /** The second waits for the first, and is answered by what that made. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/events/custom"})
    void callsAtOnceAreOneEvent(String path) {
        String key = UUID.randomUUID().toString();
        String body = path.endsWith("users") ? user(Calls.name()) : event("repeated:direct", 3);
        Call call = new Call("POST", path, body, null, "");
        List<CompletableFuture<Response>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.run(key, body)))
                .toList();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(201);
            assertThat(answer.join().<String>path("eventId")).isEqualTo(key);
        });
    }

    @Test
    void aTextNamesOneEventOfEachStream() {
        String order = "order 4711 of " + UUID.randomUUID();
        String one = custom("repeated:one", ", \"id\": \"" + order + "\"").path("eventId");
        String two = custom("repeated:two", ", \"id\": \"" + order + "\"").path("eventId");
        assertThat(one).isNotEqualTo(two);
        Response again = given().contentType(ContentType.JSON)
                .header(CallId.HEADER, order)
                .body("{\"streamName\": \"repeated:one\", \"eventType\": \"a.b\", \"payload\": {}}")
                .post("/api/events/custom");
        assertThat(again.<String>path("eventId")).isEqualTo(one);
        assertThat(entries("repeated:one", one)).isEqualTo(1);
    }

    @Test
    void headerAndFieldMustAgree() {
        given().contentType(ContentType.JSON)
                .header(CallId.HEADER, "one")
                .body("{\"streamName\": \"a\", \"eventType\": \"a.b\", \"payload\": {}, \"id\": \"other\"}")
                .post("/api/events/custom")
                .then()
                .statusCode(400)
                .body("violations[0].field", is(CallId.HEADER));
        given().contentType(ContentType.JSON)
                .header(CallId.HEADER, "x".repeat(201))
                .body("{\"level\": \"info\", \"message\": \"m\"}")
                .post("/api/events/logs")
                .then()
                .statusCode(400)
                .body("violations[0].field", is(CallId.HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeated:direct", "task:queue"})
    void aBatchIsRepeatedWhole(String stream) {
        String key = "batch " + UUID.randomUUID();
        String own = UUID.randomUUID().toString();
        String body =
                "{\"events\": [%s, {\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}, \"id\": \"%s\"}]}"
                        .formatted(event(stream, 1), stream, own);
        Call call = new Call("POST", "/api/events/batch", body, body.replace("\"n\": 1", "\"n\": 2"), stream);
        Response first = call.run(key, body);
        first.then().statusCode(201).body("eventIds[1]", is(own));
        assertRepeats(first, () -> call.run(key, body));
        call.run(key, call.other()).then().statusCode(409);
        // None of the batch is published when one of it is refused.
        String fresh = UUID.randomUUID().toString();
        call.run(
                        "another",
                        body.replace(own, fresh)
                                .replace(
                                        "]}",
                                        ", %s]}".formatted(withId(stream, own).replace("{}", "{\"n\": 9}"))))
                .then()
                .statusCode(409);
        assertThat(entries(stream, fresh)).isZero();
        assertThat(entries(stream, own)).isEqualTo(1);
    }

    /** Whoever schedules a guessed id for the year 9999 neither blocks the event that has it nor makes it vanish. */
    @ParameterizedTest
    @ValueSource(strings = {"repeated:direct", "task:queue"})
    void aScheduledEventIsWantedAtOnce(String stream) {
        String id = UUID.randomUUID().toString();
        custom(stream, ", \"id\": \"" + id + "\"" + LATER)
                .then()
                .statusCode(202)
                .body("messageId", nullValue());
        custom(stream, ", \"id\": \"" + id + "\"" + LATER)
                .then()
                .statusCode(202)
                .body("eventId", is(id));

        custom(stream, ", \"id\": \"" + id + "\"").then().statusCode(201).body("messageId", notNullValue());
        assertThat(entries(stream, id)).isEqualTo(1);
    }

    @Test
    void anotherEventThanTheScheduledOneIsRefusedAndToldWhy() {
        String id = UUID.randomUUID().toString();
        custom("task:queue", ", \"id\": \"" + id + "\"" + LATER).then().statusCode(202);
        Calls.post("/api/events/custom", withId("task:queue", id).replace("{}", "{\"n\": 1}"))
                .statusCode(409)
                .body("detail", containsString("/api/events/scheduled/" + id));
        custom("task:queue", ", \"id\": \"" + id + "\", \"deliverAt\": \"9998-01-01T00:00:00Z\"")
                .then()
                .statusCode(409)
                .body("detail", containsString("9999-01-01T00:00:00Z"));
    }

    /** An id of ours that a 503 named may be used as well: the event log knows it. */
    @Test
    void theIdOfAnEventThatWasPublishedWithoutAnIdIsTaken() throws Exception {
        String first = custom("task:queue", "").path("eventId");
        try (var connection = database.getConnection();
                var count = connection.prepareStatement("SELECT count(*) FROM outbox WHERE event_id = ?::uuid")) {
            count.setString(1, first);
            await().until(() -> {
                try (var row = count.executeQuery()) {
                    return row.next() && entries("task:queue", first) == 1;
                }
            });
        }
        custom("task:queue", ", \"id\": \"" + first + "\"")
                .then()
                .statusCode(201)
                .body("eventId", is(first));
        Calls.post("/api/events/custom", withId("task:queue", first).replace("{}", "{\"n\": 1}"))
                .statusCode(409);
        assertThat(entries("task:queue", first)).isEqualTo(1);
    }

    /** Redis takes the event after the caller was told that nobody knows. */
    @Test
    void anUnknownOutcomeIsCleared() {
        String key = UUID.randomUUID().toString();
        Call call = new Call("POST", "/api/events/custom", event("repeated:unknown", 1), null, "repeated:unknown");
        custom("repeated:unknown", "").then().statusCode(201);
        // Ends by itself: a command that ends it might have to wait in the connection of one that is paused.
        redis.execute("CLIENT", "PAUSE", "2500", "WRITE");
        call.run(key, call.body())
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("detail", containsString("Idempotency-Key: " + key))
                .body("eventIds", is(List.of(key)));
        await().untilAsserted(
                        () -> call.run(key, call.body()).then().statusCode(201).body("eventId", is(key)));
        assertThat(entries("repeated:unknown", key)).isEqualTo(1);
    }

    private interface Repetition {
        Response run();
    }

    /** The Redis id is kept a moment after the commit. */
    private static void assertRepeats(Response first, Repetition repetition) {
        await().untilAsserted(() -> {
            Response again = repetition.run();
            assertThat(again.statusCode()).isEqualTo(first.statusCode());
            assertThat(again.asString()).isEqualTo(first.asString());
        });
        repetition.run().then().body(not(containsString("null,\"messageId\"")));
    }

    private long entries(String stream, String eventId) {
        return redis.stream(String.class).xrange(stream, StreamRange.of("-", "+")).stream()
                .filter(entry -> eventId.equals(entry.payload().get("id")))
                .count();
    }

    private static Response custom(String stream, String more) {
        return given().contentType(ContentType.JSON)
                .body("{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}%s}".formatted(stream, more))
                .post("/api/events/custom");
    }

    private static String withId(String stream, String id) {
        return "{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}, \"id\": \"%s\"}"
                .formatted(stream, id);
    }

    private static String event(String stream, int n) {
        return "{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {\"n\": %d}}".formatted(stream, n);
    }

    private static String user(String name) {
        return "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name);
    }
}
