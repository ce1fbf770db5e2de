package io.redisstreams.trim;

import static io.redisstreams.http.Calls.delete;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Streams that nobody reads can be deleted. */
@QuarkusTest
class DeleteStreamTest {
    private final String stream = "deleted:" + UUID.randomUUID();

    @Inject
    RedisDataSource redis;

    @Test
    void aStreamWithoutGroupsIsDeletedAndForgotten() {
        publish(", \"id\": \"a\"");
        publish(", \"id\": \"b\"");
        delete("/api/streams/{name}", stream)
                .statusCode(200)
                .body("stream", is(stream))
                .body("entries", is(2));
        delete("/api/streams/{name}", stream).statusCode(404);
        get("/api/monitoring/streams").body("streams.name", not(hasItem(stream)));
        // So are the ids of its events.
        publish(", \"id\": \"a\"");
        delete("/api/streams/{name}", stream).body("entries", is(1));
    }

    @Test
    void aStreamWithGroupsIsNotDeleted() {
        delete("/api/streams/{name}", "chat:messages")
                .statusCode(409)
                .body("detail", containsString("chat-processing-group"));
        publish("");
        redis.execute("XGROUP", "CREATE", stream, "somebody", "0");
        delete("/api/streams/{name}", stream).statusCode(409).body("detail", containsString("it has consumer groups"));
        redis.execute("XGROUP", "DESTROY", stream, "somebody");
        delete("/api/streams/{name}", stream).statusCode(200);
    }

    @Test
    void aForeignGroupIsDeletedAndAConfiguredOneIsNot() {
        publish("");
        redis.execute("XGROUP", "CREATE", stream, "some group/ä", "0");
        redis.execute("XREADGROUP", "GROUP", "some group/ä", "c", "STREAMS", stream, ">");
        delete("/api/streams/{name}/groups/{group}", stream, "some group/ä")
                .statusCode(200)
                .body("group", is("some group/ä"))
                .body("pending", is(1));
        delete("/api/streams/{name}/groups/{group}", stream, "some group/ä").statusCode(404);
        delete("/api/streams/{name}/groups/{group}", "chat:messages", "chat-processing-group")
                .statusCode(409)
                .body("detail", containsString("configuration"));
        delete("/api/streams/{name}/groups/{group}", "no-such-stream", "g").statusCode(404);
        delete("/api/streams/{name}", stream).statusCode(200);
    }

    @Test
    void aStreamForWhichEventsWaitIsNotDeleted() {
        publish("");
        String id = UUID.randomUUID().toString();
        post(
                        "/api/events/custom",
                        "{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}, \"id\": \"%s\", \"deliverAt\": \"2999-01-01T00:00:00Z\"}"
                                .formatted(stream, id))
                .statusCode(202);
        delete("/api/streams/{name}", stream).statusCode(409).body("detail", containsString("outbox"));
        delete("/api/events/scheduled/{id}", id).statusCode(200);
        delete("/api/streams/{name}", stream).statusCode(200);
    }

    @Test
    void foreignAndOwnKeysAreNotDeleted() {
        redis.value(String.class).set("foreign", "x");
        delete("/api/streams/{name}", "foreign").statusCode(404);
        delete("/api/streams/{name}", "_redis-streams-service:streams").statusCode(404);
    }

    private void publish(String more) {
        post(
                        "/api/events/custom",
                        "{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}%s}".formatted(stream, more))
                .statusCode(201);
    }
}
