package io.redisstreams.custom;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublishTest {
    @Inject
    RedisDataSource redis;

    private static String event(String stream, String payload, String more) {
        return "{\"streamName\": \"%s\", \"eventType\": \"order.placed\", \"payload\": %s%s}"
                .formatted(stream, payload, more);
    }

    @Test
    void aCustomEventIsOnItsStreamAsItWasWritten() {
        String stream = "orders:" + UUID.randomUUID();
        String eventId = post("/api/events/custom", event(stream, "{\"total\": 1.10}", ""))
                .statusCode(201)
                .body("messageId", matchesPattern("\\d+-\\d+"))
                .extract()
                .path("eventId");
        var entry = redis.stream(String.class).xrange(stream, StreamRange.of("-", "+"));
        assertThat(entry).singleElement().satisfies(message -> {
            assertThat(message.payload())
                    .containsEntry("id", eventId)
                    .containsEntry("eventType", "order.placed")
                    .containsEntry("payload", "{\"total\":1.10}");
        });
    }

    /** Traces are off unless somebody says where to send them. */
    @Test
    void anEntryCarriesNoTraceThatNobodyCollects() {
        String stream = "orders:" + UUID.randomUUID();
        given().contentType(JSON)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .body(event(stream, "{}", ""))
                .post("/api/events/custom")
                .then()
                .statusCode(201);
        assertThat(redis.stream(String.class).xrange(stream, StreamRange.of("-", "+")))
                .singleElement()
                .satisfies(message -> assertThat(message.payload()).doesNotContainKey("traceparent"));
    }

    @Test
    void whatTheApiTakesTheEventLogHolds() {
        String mark = UUID.randomUUID().toString();
        String payload = "{\"mark\": \"%s\", \"n\": [1e308, -4.9e-324, 0.10], \"deep\": %s, \"\u007f\\u001f\": \"é😀\"}"
                .formatted(mark, "[".repeat(100) + "]".repeat(100));
        post("/api/events/custom", event("system:logs", payload, "")).statusCode(201);
        await().untilAsserted(() -> get("/api/events/processed?q={mark}", mark)
                .statusCode(200)
                .body("events.status", contains("unhandled"))
                .body("events[0].payload.mark", is(mark)));
    }

    @Test
    void theCallersIdIsTheEventsId() {
        String id = UUID.randomUUID().toString();
        String event = event("system:logs", "{}", ", \"id\": \"" + id + "\"");
        post("/api/events/custom", event).statusCode(201).body("eventId", is(id));
        post("/api/events/custom", event).statusCode(201).body("eventId", is(id));
        await().untilAsserted(() -> get("/api/events/processed?eventType=order.placed&stream=system:logs")
                .body("events.findAll { it.eventId == '" + id + "' }", hasSize(1)));
    }

    @Test
    void aScheduledEventIsAcceptedAndAPastTimeIsNow() {
        String later = Instant.now().plusSeconds(3600).toString();
        post("/api/events/custom", event("system:logs", "{}", ", \"deliverAt\": \"" + later + "\""))
                .statusCode(202)
                .body("eventId", notNullValue())
                .body("messageId", nullValue());
        post("/api/events/custom", event("system:logs", "{}", ", \"deliverAt\": \"2020-01-01T00:00:00Z\""))
                .statusCode(201)
                .body("messageId", notNullValue());
    }

    @Test
    void aKeyThatIsNoStreamIsAConflict() {
        String key = "text:" + UUID.randomUUID();
        redis.value(String.class).set(key, "text");
        post("/api/events/custom", event(key, "{}", "")).statusCode(409).body("detail", notNullValue());
    }

    /** Whoever could write to it would turn off the take-over of a group. */
    @Test
    void anOwnKeyOfTheServiceIsNoStream() {
        post("/api/events/custom", event("_redis-streams-service:sweeper:chat-processing-group", "{}", ""))
                .statusCode(400)
                .body("violations.field", contains("streamName"));
    }

    @Test
    void aBatchKeepsItsOrder() {
        String first = UUID.randomUUID().toString();
        String batch = "{\"events\": [%s, %s]}"
                .formatted(event("system:logs", "{}", ", \"id\": \"" + first + "\""), event("user:events", "{}", ""));
        post("/api/events/batch", batch)
                .statusCode(201)
                .body("count", is(2))
                .body("eventIds[0]", is(first))
                .body("eventIds", hasSize(2))
                .body("messageIds", hasSize(2));
    }

    @Test
    void aBatchMayHaveAThousandEvents() {
        String stream = "many:" + UUID.randomUUID();
        String events = IntStream.range(0, 1000)
                .mapToObj(i -> event(stream, "{\"i\": " + i + "}", ""))
                .collect(Collectors.joining(","));
        post("/api/events/batch", "{\"events\": [" + events + "]}")
                .statusCode(201)
                .body("count", is(1000))
                .body("messageIds", hasSize(1000));
    }

    @Test
    void aBadBatchPublishesNothing() {
        String stream = "none:" + UUID.randomUUID();
        String batch = "{\"events\": [%s, %s]}".formatted(event(stream, "{}", ""), event("no stream", "{}", ""));
        post("/api/events/batch", batch).statusCode(400).body("violations.field", contains("events[1].streamName"));
        assertThat(redis.key().exists(stream)).isFalse();
    }

    @Test
    void systemEventsAreErrorsOrInformation() {
        String mark = UUID.randomUUID().toString();
        for (String level : new String[] {"info", "warn", "error"}) {
            post(
                            "/api/events/logs",
                            "{\"level\": \"%s\", \"message\": \"a\\nb\", \"metadata\": {\"mark\": \"%s\"}}"
                                    .formatted(level, mark))
                    .statusCode(201)
                    .body("eventId", notNullValue())
                    .body("messageId", notNullValue());
        }
        await().untilAsserted(() -> get("/api/events/processed?q={mark}", mark)
                .body("events.eventType", containsInAnyOrder("system.error", "system.info", "system.info"))
                .body("events.payload.level", containsInAnyOrder("error", "warn", "info")));
    }
}
