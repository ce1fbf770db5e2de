package io.redisstreams.http;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Redis refuses is told as what it is, with what to do about it. */
@QuarkusTest
class RedisRefusalsTest {
    @Inject
    RedisDataSource redis;

    private final String stream = "refused:" + UUID.randomUUID();

    @AfterEach
    void repair() {
        redis.execute("CONFIG", "SET", "maxmemory", "0");
        redis.execute("ACL", "SETUSER", "default", "+@all");
        redis.execute("REPLICAOF", "NO", "ONE");
        redis.execute("DEL", stream);
    }

    @Test
    void outOfMemory() {
        redis.execute("CONFIG", "SET", "maxmemory", "1");
        publish()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("detail", containsString("out of memory"))
                .body("detail", containsString("maxmemory"));
        publishBatch().statusCode(503).body("detail", containsString("out of memory"));
    }

    @Test
    void aReadOnlyReplica() {
        redis.execute("REPLICAOF", "127.0.0.1", "1");
        publish().statusCode(503).body("detail", containsString("read-only replica"));
    }

    @Test
    void aCommandThatTheUserMayNotRun() {
        redis.execute("ACL", "SETUSER", "default", "-xadd");
        publish().statusCode(503).body("detail", containsString("XADD"));
        publishBatch().statusCode(503);
    }

    @Test
    void aStreamWhoseHighestIdIsTaken() {
        redis.execute("XADD", stream, "18446744073709551615-18446744073709551615", "payload", "1");
        publish().statusCode(409).body("detail", containsString(stream)).body("detail", containsString("highest id"));
        publishBatch().statusCode(409).body("detail", containsString(stream));
    }

    /** The event is kept, but waits in the outbox until somebody who owns the stream does something about it. */
    @Test
    void theOverviewSaysWhyEventsOfTheOutboxWait() {
        redis.execute("XADD", stream, "18446744073709551615-18446744073709551615", "payload", "1");
        given().contentType("application/json")
                .body(event().replaceFirst("\\{", "{\"deliverAt\": \"2020-01-01T00:00:00Z\", "))
                .post("/api/events/custom")
                .then()
                .statusCode(202);
        await().until(() -> refusals().stream()
                .anyMatch(text -> text.startsWith(stream + " refuses events of the outbox: ")
                        && text.contains("the highest id. Delete the stream")));
        redis.execute("DEL", stream);
        await().until(() -> refusals().stream().noneMatch(text -> text.startsWith(stream)));
    }

    private static List<String> refusals() {
        return get("/api/monitoring/overview").path("service.concerns.findAll { it.code == 'outbox-refused' }.text");
    }

    @Test
    void anotherKindOfKey() {
        redis.execute("SET", stream, "text");
        publish().statusCode(409).body("detail", containsString(stream));
    }

    private ValidatableResponse publish() {
        return given().contentType("application/json")
                .body(event())
                .post("/api/events/custom")
                .then();
    }

    private ValidatableResponse publishBatch() {
        return given().contentType("application/json")
                .body("{\"events\": [" + event() + "," + event() + "]}")
                .post("/api/events/batch")
                .then();
    }

    private String event() {
        return """
                {"streamName": "%s", "eventType": "test.none", "payload": {"n": 1}}""".formatted(stream);
    }
}
