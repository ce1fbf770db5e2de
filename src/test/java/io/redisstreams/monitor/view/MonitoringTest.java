package io.redisstreams.monitor.view;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MonitoringTest {
    @Inject
    RedisDataSource redis;

    private String stream;

    @BeforeEach
    void publishThree() {
        stream = "monitored:" + UUID.randomUUID();
        for (int i = 1; i <= 3; i++) {
            publish("{\"n\": " + i + ", \"price\": 19.90}");
        }
    }

    @Test
    void theOverviewHasAllStreamsAndTheService() {
        await().untilAsserted(() -> get("/api/monitoring/overview")
                .then()
                .statusCode(200)
                .body("service.redis.state", is("up"))
                .body("service.redis.since", notNullValue())
                .body("service.postgres.state", is("up"))
                .body("service.workers.loops", greaterThan(0))
                .body("service.workers.stuck", empty())
                .body("service.outbox.waiting", notNullValue())
                .body("service.deadLetters", notNullValue())
                .body("streams.name", hasItems("user:events", "chat:messages", stream))
                .body("streams.find { it.name == 'user:events' }.mode", is("outbox"))
                .body("service.instances", hasItem(startsWith(instance())))
                .body("streams.find { it.name == 'user:events' }.groups[0].deadLetters", notNullValue())
                .body("streams.find { it.name == '" + stream + "' }.length", is(3))
                .body("streams.find { it.name == '" + stream + "' }.recent", nullValue())
                .body("streamsLeftOut", is(0)));
    }

    @Test
    void historyGrowsWhileSomebodyLooks() {
        await().untilAsserted(() -> get("/api/monitoring/groups/chat-processing-group")
                .then()
                .statusCode(200)
                .body("group.history.at.size()", greaterThan(6))
                .body("group.history.lag[-1]", is(0))
                .body("group.history.lagMillis[-1]", is(0))
                .body("group.history.oldestPendingMillis[-1]", is(0))
                .body("group.trend", is("steady"))
                .body("group.settings.visibilityTimeout", is("PT30S")));
    }

    @Test
    void aStreamShowsItsNewestEntries() {
        await().untilAsserted(() -> get("/api/monitoring/streams/{name}", stream)
                .then()
                .statusCode(200)
                .body("stream.exists", is(true))
                .body("stream.configured", is(false))
                .body("stream.length", is(3))
                .body("stream.entriesAdded", is(3))
                .body("stream.recent.payload.n", contains(3, 2, 1))
                .body("stream.firstEntry.payload.n", is(1))
                .body("stream.lastEntry.payload.n", is(3))
                .body("stream.lastEntry.eventType", is("thing.happened"))
                .body("stream.lastEntry.malformed", is(false))
                .body("stream.groups", empty())
                .body("stream.history.length[-1]", is(3)));
        get("/api/monitoring/streams").then().statusCode(200).body("streams.name", hasItem(stream));
    }

    /** Redis 7.0 lists a consumer once it was given something. */
    @Test
    void aConfiguredStreamShowsItsConsumers() {
        given().contentType("application/json")
                .body("{\"level\": \"info\", \"message\": \"m\"}")
                .post("/api/events/logs")
                .then()
                .statusCode(201);
        await().untilAsserted(() -> get("/api/monitoring/streams/system:logs/groups")
                .then()
                .statusCode(200)
                .body("groups.name", hasItem("system-processing-group"))
                .body("groups[0].aliveConsumers", greaterThan(0))
                .body("groups[0].configured", is(true))
                .body("groups[0].consumers.role", hasItem("reader"))
                .body("groups[0].consumers.find { it.role == 'reader' }.alive", is(true))
                .body("groups[0].consumers.inactiveMillis", everyItem(nullValue())));
    }

    @Test
    void lagAndPendingOfAStrangersGroup() {
        List<String> ids = readAsStranger();
        await().untilAsserted(() -> get("/api/monitoring/groups/{group}", stream)
                .then()
                .statusCode(200)
                .body("group.configured", is(false))
                .body("group.stream", is(stream))
                .body("group.pending", is(2))
                .body("group.lag", is(1))
                .body("group.backlog", is(3))
                .body("group.lagMillis", greaterThan(0))
                .body("group.oldestPending.messageId", is(ids.get(0)))
                .body("group.oldestPending.deliveries", is(1))
                .body("group.deliveries", contains(is(java.util.Map.of("value", 1, "count", 2))))
                .body("group.consumers.name", contains("stranger"))
                .body("group.consumers.role", contains("other"))
                .body("group.settings", nullValue()));
    }

    @Test
    void lagIsNullWhereRedisCannotTell() {
        List<String> ids = readAsStranger();
        redis.execute("XGROUP", "SETID", stream, stream, ids.get(0));
        redis.execute("XDEL", stream, ids.get(1));
        await().untilAsserted(() -> get("/api/monitoring/groups/{group}", stream)
                .then()
                .body("group.lag", nullValue())
                .body("group.backlog", nullValue())
                .body("group.lagMillis", greaterThan(0)));
    }

    @Test
    void pendingEntriesComeWithWhatTheyCarry() {
        List<String> ids = readAsStranger();
        redis.execute("XDEL", stream, ids.get(0));
        get("/api/monitoring/streams/{name}/pending?group={group}", stream, stream)
                .then()
                .statusCode(200)
                .body("total", is(2))
                .body("pending.messageId", is(ids))
                .body("pending.consumer", everyItem(is("stranger")))
                .body("pending[0].entry", nullValue())
                .body("pending[1].entry.payload.n", is(2))
                .body("pending[1].ageMillis", greaterThanOrEqualTo(0))
                .body("next", nullValue());
        get("/api/monitoring/streams/{name}/pending?group={group}&count=1", stream, stream)
                .then()
                .body("pending", hasSize(1))
                .body("next", is("(" + ids.get(0)));
        get("/api/monitoring/streams/{name}/pending?group={group}&start=({start}", stream, stream, ids.get(0))
                .then()
                .body("pending.messageId", contains(ids.get(1)));
        get("/api/monitoring/streams/{name}/pending?group={group}&consumer=nobody", stream, stream)
                .then()
                .body("pending", empty());
        get("/api/monitoring/streams/{name}/pending?group={group}&minIdleMillis=3600000", stream, stream)
                .then()
                .body("pending", empty());
    }

    @Test
    void entriesArePagedInBothDirections() {
        List<String> ids = get("/api/monitoring/streams/{name}/messages", stream)
                .then()
                .statusCode(200)
                .body("direction", is("forward"))
                .body("messages.payload.n", contains(1, 2, 3))
                .body("count", is(3))
                .body("next", nullValue())
                .extract()
                .path("messages.messageId");
        String next = get("/api/monitoring/streams/{name}/messages?count=2", stream)
                .then()
                .body("messages.payload.n", contains(1, 2))
                .extract()
                .path("next");
        get("/api/monitoring/streams/{name}/messages?start={next}", stream, next)
                .then()
                .body("messages.payload.n", contains(3));
        next = get("/api/monitoring/streams/{name}/messages?count=2&direction=backward", stream)
                .then()
                .body("messages.payload.n", contains(3, 2))
                .extract()
                .path("next");
        get("/api/monitoring/streams/{name}/messages?direction=backward&end={next}", stream, next)
                .then()
                .body("messages.payload.n", contains(1));
        get("/api/monitoring/streams/{name}/messages?start={id}&end={id}", stream, ids.get(1), ids.get(1))
                .then()
                .body("messages.payload.n", contains(2));
        get("/api/monitoring/streams/{name}/messages?end=2020-01-01T00:00:00Z", stream)
                .then()
                .body("messages", empty());
        get("/api/monitoring/streams/{name}/messages?start=2020-01-01T00:00:00Z", stream)
                .then()
                .body("messages", hasSize(3));
    }

    @Test
    void whateverIsInAStreamIsShownAsJson() {
        redis.execute("XADD", stream, "*", "payload", "no JSON \"at\" all");
        redis.execute("XADD", stream, "*", "payload", "{\"big\":123456789012345678901234567890.5}");
        redis.execute("XADD", stream, "*", "strange", "fields");
        String answer = get("/api/monitoring/streams/{name}/messages", stream)
                .then()
                .statusCode(200)
                .body("messages[3].payload", is("no JSON \"at\" all"))
                .body("messages[3].malformed", is(true))
                .body("messages[5].payload", is(""))
                .body("messages[5].eventType", is("unknown"))
                .extract()
                .asString();
        org.assertj.core.api.Assertions.assertThat(answer)
                .contains("19.90")
                .contains("123456789012345678901234567890.5");
    }

    @Test
    void redisTellsOfItself() {
        get("/api/monitoring/redis/info")
                .then()
                .statusCode(200)
                .body("redis.version", startsWith("7."))
                .body("redis.appendOnly", is(true))
                .body("redis.maxMemoryPolicy", is("noeviction"))
                .body("redis.connectedClients", greaterThan(0))
                .body("redis.keys", greaterThan(0))
                .body("degraded", empty());
        get("/api/monitoring/redis/ping")
                .then()
                .statusCode(200)
                .body("status", is("PONG"))
                .body("latencyMillis", lessThan(1000f));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/monitoring/streams/none                                          | 404
            /api/monitoring/streams/none/groups                                   | 404
            /api/monitoring/streams/none/messages                                 | 404
            /api/monitoring/streams/none/pending?group=g                          | 404
            /api/monitoring/streams/user:events/pending?group=none                | 404
            /api/monitoring/streams/b%C3%A4d                                      | 404
            /api/monitoring/streams/the-string                                    | 409
            /api/monitoring/streams/the-string/messages                           | 409
            /api/monitoring/groups/none                                           | 404
            /api/monitoring/streams/user:events/pending                           | 400
            /api/monitoring/streams/user:events/pending?group=g&minIdleMillis=-1  | 400
            /api/monitoring/streams/user:events/messages?count=0                  | 400
            /api/monitoring/streams/user:events/messages?count=501                | 400
            /api/monitoring/streams/user:events/messages?direction=up             | 400
            /api/monitoring/streams/user:events/messages?start=yesterday          | 400
            /api/monitoring/streams/user:events/messages?end=1-2-3                | 400
            /api/monitoring/streams/user:events/messages?end=99999999999999999999 | 400
            """)
    void whatIsNotThereIsTold(String path, int status) {
        redis.value(String.class).set("the-string", "no stream");
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("detail", notNullValue());
    }

    private static String instance() {
        return get("/api/monitoring/overview").path("service.instance");
    }

    private void publish(String payload) {
        given().contentType("application/json")
                .body("{\"streamName\": \"%s\", \"eventType\": \"thing.happened\", \"payload\": %s}"
                        .formatted(stream, payload))
                .post("/api/events/custom")
                .then()
                .statusCode(201);
    }

    /** A group that is none of ours, which has been given two entries of three; their ids. */
    private List<String> readAsStranger() {
        redis.execute("XGROUP", "CREATE", stream, stream, "0");
        redis.execute("XREADGROUP", "GROUP", stream, "stranger", "COUNT", "2", "STREAMS", stream, ">");
        List<String> ids = get("/api/monitoring/streams/{name}/messages?count=2", stream)
                .then()
                .extract()
                .path("messages.messageId");
        return ids;
    }
}
