package io.redisstreams.operation;

import static io.redisstreams.http.Calls.delete;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.operation.RecordedOperations.RecordedOperation;
import io.restassured.response.ExtractableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every action of an operator leaves a record, in the transaction of its change. */
@QuarkusTest
class OperationsTest {
    @Inject
    Operations operations;

    @Inject
    RecordedOperations recorded;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void aRecordIsThereWithItsChangeOrNotAtAll() {
        QuarkusTransaction.requiringNew().run(() -> {
            operations.record(Operation.on(mark, "kept"), 1);
        });
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    operations.record(Operation.on(mark, "rolled back"), 1);
                    throw new IllegalStateException("the change fails");
                }))
                .hasMessage("the change fails");
        assertThat(of(mark)).extracting(RecordedOperation::target).containsExactly("kept");
        assertThat(of(mark)).extracting(RecordedOperation::who).containsExactly("service");
    }

    @Test
    void anActionOfManyTransactionsIsOneRecord() {
        Operation operation = Operation.matching(mark, Map.of("stream", "orders", "limit", 7));
        long none = page(0, operation, 0);
        long first = page(none, operation, 1000);
        long second = page(first, operation, 0);
        long third = page(second, operation, 17);

        assertThat(none).isZero();
        assertThat(List.of(second, third)).containsOnly(first);
        assertThat(of(mark)).extracting(RecordedOperation::affected).containsExactly(1017L);
        assertThat(of(mark).get(0).filter()).isEqualTo("{\"limit\": \"7\", \"stream\": \"orders\"}");
    }

    @Test
    void aDecisionAboutADeadLetterNamesWhoTookIt() {
        String eventId = UUID.randomUUID().toString();
        post("/api/events/custom", """
                {"streamName": "task:queue", "eventType": "task.created", "id": "%s", "payload": {"title": "%s"}}""".formatted(eventId, mark)).statusCode(201);
        await().untilAsserted(
                        () -> get("/api/dead-letters?eventId={id}", eventId).body("total", is(1)));
        int id = get("/api/dead-letters?eventId={id}", eventId).extract().path("deadLetters[0].id");

        given().contentType("application/json")
                .header("X-Request-Id", mark)
                .body("{\"reason\": \"a test\", \"which\": {\"q\": \"" + mark + "\"}}")
                .post("/api/dead-letters/discard")
                .then()
                .statusCode(200)
                .header("X-Request-Id", is(mark));

        given().get("/api/operations?action=dead-letters.discard&limit=500")
                .then()
                .statusCode(200)
                .body("total", greaterThanOrEqualTo(1))
                .body("operations.find { it.requestId == '" + mark + "' }.who", is("anonymous"))
                .body("operations.find { it.requestId == '" + mark + "' }.filter.q", is(mark))
                .body("operations.find { it.requestId == '" + mark + "' }.affected", is(1))
                .body("operations.find { it.requestId == '" + mark + "' }.reason", is("a test"));
        get("/api/dead-letters/{id}", id).statusCode(404);
        get("/api/events/{id}", eventId)
                .body("timeline.find { it.what == 'discarded' }.who", is("anonymous"))
                .body("timeline.find { it.what == 'dead' }.who", nullValue());
    }

    @Test
    void groupsReplaysScheduledEventsAndStreamsHaveTheirRecords() {
        String group = "system-processing-group";
        given().post("/api/groups/{group}/pause", group).then().statusCode(200);
        given().post("/api/groups/{group}/resume", group).then().statusCode(200);
        assertRecorded("group.pause", group);
        assertRecorded("group.resume", group);

        String replay = post(
                        "/api/streams/task:queue/replay",
                        "{\"group\": \"task-processing-group\", \"from\": \"2999-01-01T00:00:00Z\"}")
                .statusCode(202)
                .extract()
                .path("replay.id");
        assertRecorded("replay.start", replay);

        String event = publish("\"deliverAt\": \"2999-01-01T00:00:00Z\",").path("eventId");
        delete("/api/events/scheduled/{id}", event).statusCode(200).body("streams", contains(mark));
        assertRecorded("scheduled.cancel", event);

        publish("");
        delete("/api/streams/{stream}", mark).statusCode(200);
        assertRecorded("stream.delete", mark);
    }

    private ExtractableResponse<?> publish(String more) {
        return post(
                        "/api/events/custom",
                        "{\"streamName\": \"%s\", \"eventType\": \"a.b\", %s \"payload\": {}}".formatted(mark, more))
                .extract();
    }

    private void assertRecorded(String action, String target) {
        get("/api/operations?who=anonymous&action={action}&limit=500", action)
                .statusCode(200)
                .body("operations.target", hasItem(target));
    }

    private long page(long id, Operation operation, long affected) {
        return QuarkusTransaction.requiringNew().call(() -> operations.recordPage(id, operation, affected));
    }

    private List<RecordedOperation> of(String action) {
        return recorded.list(null, action, 50, 0).operations();
    }
}
