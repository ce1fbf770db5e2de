package io.redisstreams.monitor.view;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.http.connection.RawClient;
import io.redisstreams.tail.SseConnections;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FeedTest {
    @Inject
    RedisDataSource redis;

    @Inject
    SseConnections connections;

    @TestHTTPResource
    String service;

    private final List<SseClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(SseClient::close);
        await().untilAsserted(() -> assertThat(connections.size()).isZero());
    }

    @Test
    void theOverviewComesWithHistoryOnceAndThenWithout() {
        SseClient page = listen("");
        await().untilAsserted(() -> assertThat(page.data("overview")).hasSizeGreaterThan(3));
        JsonNode first = page.data("overview").get(0);
        assertThat(first.at("/service/redis/state").asText()).isEqualTo("up");
        assertThat(first.at("/streams/0/history/at").isArray()).isTrue();
        assertThat(first.at("/streams/0/groups/0/history/lag").isArray()).isTrue();
        JsonNode later = page.data("overview").get(2);
        assertThat(later.at("/streams/0/history").isNull()).isTrue();
        assertThat(later.at("/streams/0/groups/0/history").isNull()).isTrue();
        assertThat(later.at("/service/at").asText())
                .isGreaterThan(first.at("/service/at").asText());
    }

    @Test
    void aGroupIsFed() {
        SseClient page = listen("?group=user-processing-group");
        await().untilAsserted(() -> assertThat(page.data("group")).hasSizeGreaterThan(1));
        assertThat(page.data("group").get(1).at("/group/settings/batchSize").asInt())
                .isEqualTo(200);
    }

    @Test
    void aStreamIsFedWithItsTailOnOneConnection() {
        String stream = "fed:" + UUID.randomUUID();
        publish(stream, 1);
        SseClient page = listen("?stream=" + stream + "&tail=true&eventType=a");
        await().untilAsserted(() -> assertThat(page.data("stream")).isNotEmpty());
        publish(stream, 2);
        redis.execute("XADD", stream, "*", "eventType", "b", "payload", "{}");
        publish(stream, 3);
        await().untilAsserted(() -> assertThat(page.data("entry"))
                .extracting(entry -> entry.at("/payload/n").asInt())
                .containsExactly(2, 3));
        await().untilAsserted(() -> assertThat(page.data("stream"))
                .last()
                .satisfies(last -> assertThat(last.at("/stream/length").asInt()).isEqualTo(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "?stream=none, 404",
        "?group=none, 404",
        "?stream=user:events&group=g, 400",
        "?tail=true, 400",
        "?stream=user:events&tail=perhaps, 400"
    })
    void whatCannotBeFedIsTold(String query, int status) {
        get("/api/monitoring/feed" + query)
                .then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"));
    }

    /** A feed that is not read is ended by and by, so that one of many more calls may find room again. */
    @Test
    void oneClientCannotHoldAllFeeds() {
        List<RawClient> feeds = new ArrayList<>();
        try {
            String answer;
            do {
                RawClient feed = new RawClient(URI.create(service).getPort());
                feeds.add(feed);
                feed.send(RawClient.request("GET", "/api/monitoring/feed"));
                answer = feed.readUntil("\r\n\r\n");
            } while (answer.startsWith("HTTP/1.1 200") && feeds.size() < 1000);
            assertThat(answer).startsWith("HTTP/1.1 429").contains("Retry-After: ");
            assertThat(feeds).hasSizeGreaterThan(100);
            assertThat(feeds.get(feeds.size() - 1).readUntil("}"))
                    .contains("streams.monitoring.max-listeners-per-client");
        } finally {
            feeds.forEach(RawClient::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/monitoring/feed", "/api/streams/user:events/tail"})
    void aHeadHasNoEvents(String path) {
        String answer =
                RawClient.ask(URI.create(service).getPort(), RawClient.request("HEAD", path, "Connection: close"));
        assertThat(answer).startsWith("HTTP/1.1 20").endsWith("\r\n\r\n");
        assertThat(connections.size()).isZero();
    }

    @Test
    void aPageSeesThatRedisIsAway() {
        SseClient page = listen("");
        await().untilAsserted(() -> assertThat(page.data("overview")).isNotEmpty());
        redis.execute("CLIENT", "PAUSE", "6000");
        get("/api/monitoring/redis/ping")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType(containsString("application/problem+json"));
        await().untilAsserted(() -> assertThat(page.data("overview")).last().satisfies(last -> {
            assertThat(last.at("/service/redis/state").asText()).isEqualTo("away");
            assertThat(last.at("/service/concerns/0/code").asText()).isEqualTo("redis-away");
            assertThat(last.at("/streams").size()).isPositive();
        }));
        get("/api/monitoring/overview")
                .then()
                .statusCode(200)
                .body("service.redis.state", is("away"))
                .body("service.redis.sampledAt", notNullValue())
                .body("service.redis.error", notNullValue());
        await().untilAsserted(() -> get("/api/monitoring/overview")
                .then()
                .body("service.redis.state", is("up"))
                .body("service.redis.error", nullValue()));
    }

    private SseClient listen(String query) {
        SseClient client = SseClient.listen("/api/monitoring/feed" + query);
        clients.add(client);
        return client;
    }

    private static void publish(String stream, int n) {
        given().contentType("application/json")
                .body("{\"streamName\": \"%s\", \"eventType\": \"a\", \"payload\": {\"n\": %d}}".formatted(stream, n))
                .post("/api/events/custom")
                .then()
                .statusCode(201);
    }
}
