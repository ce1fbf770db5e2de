package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole service as the Redis user that docs/redis-acl.md describes, which may do nothing else. */
class AclIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    private static Map<String, String> user;

    @BeforeAll
    static void start() throws IOException {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER"));
        List<String> words = List.of(documented().split(" "));
        command.addAll(words.subList(1, words.size()));
        try (RespClient redis = playground.redis.connect()) {
            assertThat(redis.call(command.toArray(String[]::new))).isEqualTo("OK");
        }
        user = Map.of("REDIS_USERNAME", words.get(1), "REDIS_PASSWORD", "CHANGE-ME");
    }

    @Test
    void isRefusedNothing() throws IOException {
        ServiceProcess service = playground.start(user).awaitReady();
        ServiceProcess dying = playground.start(user).awaitReady();
        publish(service);
        // Somebody reads and dies, with entries that are taken over from it.
        playground.produce("taken", 2_000);
        dying.kill();
        playground.awaitEachOnce("taken", 2_000, Duration.ofSeconds(60));
        look(service);
        assertThat(service.delete("/api/streams/acl:custom")).isEqualTo(200);
        service.terminate();
        assertThat(refused()).isEmpty();
    }

    /** What this user lacks is called by its name, and is no outage. */
    @Test
    void whatIsRefusedIsNamed() throws IOException {
        try (RespClient redis = playground.redis.connect()) {
            redis.call("ACL", "SETUSER", "narrow", "on", ">narrow", "~*", "-@all", "+@all", "-xadd");
        }
        ServiceProcess service = playground
                .start(Map.of("REDIS_USERNAME", "narrow", "REDIS_PASSWORD", "narrow"))
                .awaitReady();
        assertThat(service.answer(
                                "/api/events/chat", "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"c\"}")
                        .body())
                .contains("ACL")
                .containsIgnoringCase("xadd")
                .doesNotContain("does not answer");
        service.kill();
        try (RespClient redis = playground.redis.connect()) {
            redis.call("ACL", "LOG", "RESET");
        }
    }

    private static void publish(ServiceProcess service) {
        assertThat(service.post("/api/users", "{\"username\": \"acl\", \"email\": \"acl@example.com\"}"))
                .isEqualTo(201);
        assertThat(service.post("/api/events/tasks", """
                {"title": "t", "assignedTo": "a", "createdBy": "b"}""")).isEqualTo(201);
        assertThat(service.post("/api/events/logs", """
                {"level": "info", "message": "m"}""")).isEqualTo(201);
        String custom = """
                {"id": "acl-1", "streamName": "acl:custom", "eventType": "acl.custom", "payload": {}}""";
        assertThat(service.post("/api/events/custom", custom)).isEqualTo(201);
        assertThat(service.post("/api/events/custom", custom)).isEqualTo(201);
        assertThat(service.post("/api/events/batch", "{\"events\": [" + custom + "]}"))
                .isEqualTo(201);
        assertThat(service.post("/api/events/custom", """
                {"streamName": "acl:custom", "eventType": "acl.custom", "payload": {}, "deliverAt": "2020-01-01T00:00:00Z"}""")).isIn(201, 202);
    }

    private static void look(ServiceProcess service) {
        List.of(
                        "/api/monitoring/overview",
                        "/api/monitoring/streams",
                        "/api/monitoring/streams/chat:messages",
                        "/api/monitoring/streams/chat:messages/messages",
                        "/api/monitoring/groups/chat-processing-group",
                        "/api/monitoring/streams/chat:messages/pending?group=chat-processing-group",
                        "/api/monitoring/redis/info",
                        "/api/monitoring/redis/ping",
                        "/api/events/stats",
                        "/q/health/ready")
                .forEach(path -> assertThat(service.status(path)).as(path).isEqualTo(200));
        assertThat(service.post(
                        "/api/streams/chat:messages/replay",
                        "{\"group\": \"chat-processing-group\", \"from\": \"2020-01-01T00:00:00Z\"}"))
                .isIn(200, 201, 202);
    }

    private static List<String> refused() {
        try (RespClient redis = playground.redis.connect()) {
            return ((List<?>) redis.call("ACL", "LOG"))
                    .stream().map(Object::toString).toList();
        }
    }

    private static String documented() throws IOException {
        return Files.readString(Path.of("docs", "redis-acl.md"))
                .lines()
                .filter(line -> line.startsWith("user streams "))
                .findFirst()
                .orElseThrow();
    }
}
