package io.redisstreams.eventlog;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.Script;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.redis.Entry;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Events of a type that their group has no handler for. */
@QuarkusTest
class UnhandledEventsTest extends EngineTest {
    @Inject
    UnhandledEvents unhandled;

    @Inject
    EventHistory history;

    @Inject
    EventLog log;

    @Test
    void anEventWithoutAHandlerIsLoggedAndNotCalledProcessed() {
        GroupSettings group = engine.group("no-handler");
        UUID strange = strange(group);
        UUID known = engine.add(group, Script.FINE);
        engine.start(group);

        awaitStatus(group, strange, "unhandled");
        awaitStatus(group, known, "processed");
        assertThat(engine.row(group, strange).attempts()).isZero();
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    @Test
    void aGroupThatOnlyRecordsIsDoneOnceItHasLoggedIt() {
        GroupSettings group = engine.group("records", "records-only=true");
        UUID strange = strange(group);
        engine.start(group);

        awaitStatus(group, strange, "processed");
        assertThat(engine.row(group, strange).attempts()).isEqualTo(1);
    }

    /** Written by a version that did not have the handler. */
    @Test
    void afterADeploymentItsHandlerRunsOnce() {
        GroupSettings group = engine.group("deployed");
        UUID id = EventIds.next();
        logged(group, id);
        assertThat(engine.row(group, id).status()).isEqualTo("unhandled");
        engine.start(group);

        assertThat(unhandled.redriveAll(of(group))).isEqualTo(1);

        awaitStatus(group, id, "processed");
        assertThat(engine.row(group, id).attempts()).isEqualTo(1);
        assertThat(effects.count(group, id)).isEqualTo(1);
        assertThat(history.of(id)).extracting(Step::what).containsExactly("unhandled", "redriven");
        assertThat(unhandled.redriveAll(of(group))).isZero();
    }

    @Test
    void withoutAHandlerStillItIsUnhandledAgain() {
        GroupSettings group = engine.group("still-none");
        UUID strange = strange(group);
        engine.start(group);
        awaitStatus(group, strange, "unhandled");

        assertThat(unhandled.redrive(List.of(engine.row(group, strange).id()))).isEqualTo(1);

        await().untilAsserted(() -> assertThat(history.of(strange))
                .extracting(Step::what)
                .containsExactly("unhandled", "redriven", "unhandled"));
        assertThat(engine.row(group, strange).status()).isEqualTo("unhandled");
    }

    /** As after a deployment that took a handler away. */
    @Test
    void aRetryWhoseHandlerIsGoneIsNotCalledProcessed() {
        GroupSettings group = engine.group("handler-gone");
        UUID id = EventIds.next();
        logged(group, id);
        engine.update(
                "UPDATE event_log SET status = 'retrying', event_type = 'test.gone', attempts = 3, error = 'e',"
                        + " next_attempt_at = now() WHERE event_id = ?",
                id);
        engine.start(group);

        awaitStatus(group, id, "unhandled");
        assertThat(engine.row(group, id).error()).isNull();
    }

    @Test
    void theyAreRedrivenAndDiscardedOverHttp() {
        GroupSettings group = engine.group("unhandled-http");
        UUID kept = strange(group);
        UUID dropped = strange(group);
        engine.start(group);
        awaitStatus(group, kept, "unhandled");
        awaitStatus(group, dropped, "unhandled");

        post(
                        "discard",
                        "{\"reason\": \"a test\", \"which\": {\"ids\": [%d]}}",
                        engine.row(group, dropped).id())
                .statusCode(200)
                .body("discarded", is(1));
        get("/api/events/processed?status=unhandled&group=" + group.name())
                .then()
                .body("events.eventId", contains(kept.toString()));
        get("/api/events/" + kept).then().body("timeline.what", hasItem("unhandled"));
        post("redrive", "{\"group\": \"%s\"}", group.name()).statusCode(202).body("redriven", is(1));
        await().untilAsserted(() ->
                get("/api/events/" + kept).then().body("timeline.what", hasItems("unhandled", "redriven")));
        assertThat(history.of(dropped)).extracting(Step::detail).containsExactly("a test");
        post("discard", "{\"which\": {}}").statusCode(400);
    }

    @Test
    void theyAreCountedAndWarnedOf() {
        String type = "mesage." + UUID.randomUUID();
        given().contentType(ContentType.JSON)
                .body("{\"streamName\": \"chat:messages\", \"eventType\": \"%s\", \"payload\": {}}".formatted(type))
                .post("/api/events/custom")
                .then()
                .statusCode(201);

        await().untilAsserted(() -> get("/api/monitoring/overview")
                .then()
                .body("service.unhandled", greaterThanOrEqualTo(1))
                .body("service.concerns.findAll { it.code == 'unhandled' }.group", hasItem("chat-processing-group")));
        get("/api/events/stats").then().body("stats.unhandled", greaterThanOrEqualTo(1));
        assertThat(get("/q/metrics").asString())
                .containsPattern("streams_events_unhandled_total\\{group=\"chat-processing-group\",[^}]*} [1-9]")
                .containsPattern("streams_unhandled\\{group=\"chat-processing-group\",[^}]*} [1-9]");
    }

    private UUID strange(GroupSettings group) {
        UUID id = EventIds.next();
        engine.addEntry(group, Map.of("id", id.toString(), "eventType", "test.strange", "payload", "{}"));
        return id;
    }

    /** An event with a handler, as a version without that handler logs it. */
    private void logged(GroupSettings group, UUID id) {
        Entry entry = new Entry("1-0", new Event(id, Script.TYPE, Script.FINE, Instant.now()));
        HandlerCall call = new HandlerCall(entry, null, null, null, true, null);
        QuarkusTransaction.requiringNew().call(() -> log.insert(group, "c", List.of(LogRecord.done(group, call))));
    }

    private void awaitStatus(GroupSettings group, UUID id, String status) {
        await().untilAsserted(() -> {
            assertThat(engine.row(group, id)).isNotNull();
            assertThat(engine.row(group, id).status()).isEqualTo(status);
        });
    }

    private static ValidatableResponse post(String action, String json, Object... values) {
        return given().contentType(ContentType.JSON)
                .body(json.formatted(values))
                .post("/api/unhandled-events/" + action)
                .then();
    }

    private static EventLogFilter of(GroupSettings group) {
        return new EventLogFilter(null, null, null, null, group.name(), null, null, null, null, null);
    }
}
