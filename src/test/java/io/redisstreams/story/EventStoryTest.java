package io.redisstreams.story;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventStoryTest {
    private static final String GROUP = "chat-processing-group";

    @Test
    void ofAnEventThatWentWell() {
        String name = "user-" + UUID.randomUUID();
        JsonPath created =
                post("/api/users", "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name));
        String id = created.getString("eventId");
        await().untilAsserted(() -> get("/api/events/{id}", id)
                .then()
                .statusCode(200)
                .body("eventId", is(id))
                .body("eventType", is("user.created"))
                .body("payload.username", is(name))
                .body("userId", is(created.getString("user.id")))
                .body("publications[0].stream", is("user:events"))
                .body("publications[0].mode", is("outbox"))
                .body("publications[0].state", is("published"))
                .body("publications[0].inStream", is(true))
                .body("publications[0].messageId", is(created.getString("messageId")))
                .body("groups[0].group", is("user-processing-group"))
                .body("groups[0].state", is("processed"))
                .body("groups[0].attempts", is(1))
                .body("groups[0].pending", nullValue())
                .body("timeline.what", hasItems("published", "delivered", "processed")));
    }

    @Test
    void ofADeadLetterThatWasRedrivenAndDiscarded() {
        String id = publish("chat:messages", "message.sent", "{\"no\": \"message\"}")
                .getString("eventId");
        awaitState(id, "dead");
        int letter = get("/api/events/{id}", id).path("groups[0].id");
        given().post("/api/dead-letters/{letter}/redrive", letter).then().statusCode(202);
        await().untilAsserted(() -> get("/api/events/{id}", id)
                .then()
                .body("groups[0].state", is("dead"))
                .body("timeline.what", contains("published", "delivered", "dead", "redriven", "dead")));
        post("/api/dead-letters/" + letter + "/discard", "{\"reason\": \"of no use\"}");
        get("/api/events/{id}", id)
                .then()
                .body("groups[0].state", is("discarded"))
                .body("groups[0].error", notNullValue())
                .body("timeline[-1].what", is("discarded"))
                .body("timeline[-1].group", is(GROUP))
                .body("timeline[-1].stream", is("chat:messages"))
                .body("timeline[-1].detail", is("of no use"));
    }

    @Test
    void ofAScheduledEvent() {
        JsonPath scheduled = post(
                "/api/events/custom",
                "{\"streamName\": \"task:queue\", \"eventType\": \"a\", \"payload\": {\"n\": 1},"
                        + " \"deliverAt\": \"2999-01-01T00:00:00Z\"}");
        get("/api/events/{id}", scheduled.getString("eventId"))
                .then()
                .statusCode(200)
                .body("publications[0].state", is("scheduled"))
                .body("publications[0].messageId", nullValue())
                .body("publications[0].deliverAt", startsWith("2999-01-01"))
                .body("payload.n", is(1))
                .body("groups.state", contains("waiting"))
                .body("timeline.what", contains("scheduled"));
    }

    @Test
    void ofAnEventThatWaitsForAPausedGroup() {
        given().post("/api/groups/{group}/pause", GROUP).then().statusCode(200);
        try {
            await().until(() -> {
                JsonPath published = publish("chat:messages", "a", "{}");
                String id = published.getString("eventId");
                String where = "?stream=chat:messages&messageId=" + published.getString("messageId");
                get("/api/events/{id}" + where, UUID.randomUUID()).then().statusCode(404);
                return "waiting".equals(get("/api/events/{id}" + where, id).path("groups[0].state"));
            });
        } finally {
            given().post("/api/groups/{group}/resume", GROUP).then().statusCode(200);
        }
    }

    @Test
    void deadLettersAreGroupedByTheirErrors() {
        String kind = "kind" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        for (int i = 0; i < 3; i++) {
            String id = publish(
                            "chat:messages",
                            "message.sent",
                            "{\"senderId\": \"%s%d\", \"receiverId\": 1}".formatted(kind, i))
                    .getString("eventId");
            awaitState(id, "dead");
        }
        String fingerprint = get("/api/dead-letters/summary?group={group}", GROUP)
                .then()
                .statusCode(200)
                .body("errors[0].count", notNullValue())
                .body("errors.find { it.latestError != null }.groups", hasItem(GROUP))
                .extract()
                .path("errors[0].fingerprint");
        int count = get("/api/dead-letters/summary?group={group}", GROUP).path("errors[0].count");
        get("/api/dead-letters?fingerprint={kind}&group={group}", fingerprint, GROUP)
                .then()
                .statusCode(200)
                .body("total", is(count));
        get("/api/dead-letters/summary?group=none").then().body("total", is(0)).body("errors", is(java.util.List.of()));
    }

    @Test
    void theSearchFindsAnEventByItsId() {
        String id = publish("system:logs", "a", "{}").getString("eventId");
        await().untilAsserted(() -> get("/api/events/processed?eventId={id}", id)
                .then()
                .statusCode(200)
                .body("total", is(1))
                .body("events[0].eventId", is(id)));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11, 404",
        "/api/events/nothing, 404",
        "/api/events/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11?stream=user:events&messageId=1-1, 404",
        "/api/events/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11?messageId=x, 400",
        "/api/events/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11?stream=%20, 400",
        "/api/events/processed?eventId=x, 400"
    })
    void whatCannotBeToldIsSaid(String path, int status) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(status).body("detail", notNullValue());
    }

    private static void awaitState(String eventId, String state) {
        await().untilAsserted(() -> get("/api/events/{id}", eventId).then().body("groups[0].state", is(state)));
    }

    private static JsonPath publish(String stream, String type, String payload) {
        return post(
                "/api/events/custom",
                "{\"streamName\": \"%s\", \"eventType\": \"%s\", \"payload\": %s}".formatted(stream, type, payload));
    }

    private static JsonPath post(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300))
                .extract()
                .jsonPath();
    }
}
