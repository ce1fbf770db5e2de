package io.redisstreams.outbox;

import static io.redisstreams.http.Calls.delete;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept for later can be seen and cancelled. */
@QuarkusTest
class ScheduledEventsTest {
    private final String stream = "scheduled:" + UUID.randomUUID();

    @Test
    void theNextOnesComeFirst() {
        String second = schedule("2999-01-02T00:00:00Z");
        String first = schedule("2999-01-01T00:00:00Z");
        get("/api/events/scheduled?stream={stream}", stream)
                .statusCode(200)
                .body("total", is(2))
                .body("events.eventId", contains(first, second))
                .body("events.stream", contains(stream, stream))
                .body("events[0].eventType", is("order.reminder"))
                .body("events[0].deliverAt", is("2999-01-01T00:00:00Z"))
                .body("events[0].createdAt", notNullValue());
        get("/api/events/scheduled?stream={stream}&limit=1&offset=1", stream).body("events.eventId", contains(second));
        get("/api/events/scheduled?stream={stream}&eventType=other", stream).body("events", empty());
    }

    @Test
    void aCancelledEventIsGoneAndItsIdIsFree() {
        String id = schedule("2999-01-01T00:00:00Z");
        delete("/api/events/scheduled/{id}?stream=other", id).statusCode(404);
        delete("/api/events/scheduled/{id}", id)
                .statusCode(200)
                .body("eventId", is(id))
                .body("streams", contains(stream));
        delete("/api/events/scheduled/{id}", id)
                .statusCode(404)
                .body("detail", containsString("may be published already"));
        get("/api/events/scheduled?stream={stream}", stream).body("total", is(0));

        post("/api/events/custom", event(id, ", \"payload\": {\"other\": 1}")).statusCode(201);
    }

    @Test
    void aScheduledEventIsPublishedNow() {
        String id = schedule("2999-01-01T00:00:00Z");
        post("/api/events/scheduled/{id}/publish", "", id).statusCode(202).body("streams", contains(stream));
        await().untilAsserted(() -> get("/api/events/{id}", id).body("publications[0].state", is("published")));
        post("/api/events/scheduled/{id}/publish", "", id).statusCode(404);
    }

    @Test
    void whatIsPublishedIsNotCancelled() {
        String id = UUID.randomUUID().toString();
        post("/api/events/custom", event(id, ", \"payload\": {}").replace(stream, "task:queue"))
                .statusCode(201);
        delete("/api/events/scheduled/{id}", id).statusCode(404);
    }

    private String schedule(String deliverAt) {
        String id = UUID.randomUUID().toString();
        post("/api/events/custom", event(id, ", \"payload\": {}, \"deliverAt\": \"" + deliverAt + "\""))
                .statusCode(202);
        return id;
    }

    private String event(String id, String more) {
        return "{\"streamName\": \"%s\", \"eventType\": \"order.reminder\", \"id\": \"%s\"%s}"
                .formatted(stream, id, more);
    }
}
