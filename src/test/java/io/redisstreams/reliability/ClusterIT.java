package io.redisstreams.reliability;

import static io.redisstreams.reliability.Playground.safely;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service on a Redis Cluster, with a password that no URL takes as it is. */
class ClusterIT {
    private static final String PASSWORD = "a@b:c/d#e%f+g?h$i{j} k${REDIS_HOST}";

    @RegisterExtension
    static final Playground playground = new Playground();

    private static ClusterUnderTest cluster;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        Path directory =
                Path.of("target", "reliability", "cluster-" + UUID.randomUUID()).toAbsolutePath();
        cluster = new ClusterUnderTest(directory, "streams", PASSWORD);
        service = playground
                .start(Map.of(
                        "quarkus.redis.hosts",
                        cluster.urls(),
                        "quarkus.redis.client-type",
                        "cluster",
                        "REDIS_USERNAME",
                        "streams",
                        "REDIS_PASSWORD",
                        PASSWORD))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Through the outbox, for no command writes to several nodes: all of it is kept, or nothing. */
    @Test
    void aBatchOverSeveralStreams() throws IOException {
        HttpResponse<String> answer = service.answer("/api/events/batch", """
                {"events": [
                  {"streamName": "chat:messages", "eventType": "message.sent", "payload": {"roomId": "batch",
                    "senderId": "a", "receiverId": "b", "content": "in the cluster"}},
                  {"streamName": "system:logs", "eventType": "system.info", "payload": {"level": "info", "message": "batch"}},
                  {"streamName": "other:one", "eventType": "other.one", "payload": {}},
                  {"streamName": "other:two", "eventType": "other.two", "payload": {}}]}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        awaitLogged("payload ->> 'roomId' = 'batch'");
        awaitLogged("payload ->> 'message' = 'batch'");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> safely(() -> playground.postgres.number(
                                "SELECT count(*) FROM outbox WHERE stream LIKE 'other:%' AND published_at IS NULL"))
                        == 0);
    }

    /** A chosen id makes a repeated batch one batch, over several servers too. */
    @Test
    void aBatchWithChosenIdsOverSeveralStreams() throws IOException {
        String batch = """
                {"events": [
                  {"id": "chosen-1", "streamName": "chat:messages", "eventType": "message.sent", "payload": {"roomId": "chosen",
                    "senderId": "a", "receiverId": "b", "content": "in the cluster"}},
                  {"id": "chosen-2", "streamName": "system:logs", "eventType": "system.info", "payload": {"level": "info", "message": "chosen"}},
                  {"id": "chosen-3", "streamName": "chosen:one", "eventType": "other.one", "payload": {}},
                  {"streamName": "chosen:two", "eventType": "other.two", "payload": {}}]}""";
        String keyed = batch.replaceAll("\"id\": \"[^\"]*\", ", "").replace("chosen", "keyed");
        for (int call = 0; call < 2; call++) {
            assertThat(service.answer("/api/events/batch", batch)).satisfies(ClusterIT::isCreated);
            assertThat(service.answer("/api/events/batch", keyed, "batch-1")).satisfies(ClusterIT::isCreated);
        }
        for (String name : List.of("chosen", "keyed")) {
            awaitLogged("payload ->> 'roomId' = '" + name + "'");
            awaitLogged("payload ->> 'message' = '" + name + "'");
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> safely(() ->
                                playground.postgres.number("SELECT count(*) FROM outbox WHERE published_at IS NULL"))
                        == 0);
        assertThat(playground.postgres.number(
                        "SELECT count(*) FROM outbox WHERE stream IN ('chosen:one', 'keyed:one')"))
                .isLessThanOrEqualTo(2);
    }

    private static void isCreated(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** The remembered ids of a stream are on its own server. */
    @Test
    void aBatchWithChosenIdsToOneStream() throws IOException {
        String event = """
                {"id": "%s", "streamName": "system:logs", "eventType": "system.info", "payload": {"level": "info", "message": "repeated"}}""";
        String batch = "{\"events\": [" + event.formatted("repeated-1") + "," + event.formatted("repeated-2") + "]}";
        HttpResponse<String> first = service.answer("/api/events/batch", batch);
        assertThat(first).satisfies(ClusterIT::isCreated);
        assertThat(service.answer("/api/events/batch", batch).body()).isEqualTo(first.body());
        await().atMost(Duration.ofSeconds(20)).until(() -> logged("payload ->> 'message' = 'repeated'") == 2);
    }

    @Test
    void aBatchToOneStream() throws IOException {
        String event = """
                {"streamName": "system:logs", "eventType": "system.info", "payload": {"level": "info", "message": "one stream"}}""";
        HttpResponse<String> answer =
                service.answer("/api/events/batch", "{\"events\": [" + event + "," + event + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).doesNotContain("null");
        await().atMost(Duration.ofSeconds(20)).until(() -> logged("payload ->> 'message' = 'one stream'") == 2);
    }

    @Test
    void everyKindOfCall() throws IOException {
        assertThat(service.post("/api/users", "{\"username\": \"clara\", \"email\": \"clara@example.com\"}"))
                .isEqualTo(201);
        assertThat(service.post("/api/events/chat", """
                {"senderId": "a", "receiverId": "b", "content": "hello", "roomId": "cluster"}""")).isEqualTo(201);
        awaitLogged("payload ->> 'username' = 'clara'");
        awaitLogged("payload ->> 'roomId' = 'cluster'");
        assertThat(service.status("/api/monitoring/streams")).isEqualTo(200);
        assertThat(service.status("/api/events/stats")).isEqualTo(200);
    }

    private static void awaitLogged(String condition) {
        await().atMost(Duration.ofSeconds(20)).until(() -> logged(condition) == 1);
    }

    private static long logged(String condition) {
        return safely(() -> playground.postgres.number(
                "SELECT count(*) FROM event_log WHERE status = 'processed' AND " + condition));
    }
}
