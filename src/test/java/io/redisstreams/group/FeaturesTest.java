package io.redisstreams.group;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.redisstreams.handler.EventHandler;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service with chat only. */
@QuarkusTest
@TestProfile(FeaturesTest.ChatOnly.class)
class FeaturesTest {
    public static class ChatOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "streams.features.users", "false",
                    "streams.features.tasks", "false",
                    "streams.features.logs", "false");
        }
    }

    @Inject
    @All
    List<EventHandler<?>> handlers;

    @ParameterizedTest
    @CsvSource({
        "GET, /api/users, users",
        "POST, /api/users, users",
        "GET, /api/users/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11/events, users",
        "POST, /api/events/tasks, tasks",
        "GET, /api/tasks, tasks",
        "POST, /api/events/logs, logs"
    })
    void whatIsOffIsNotThere(String method, String path, String feature) {
        given().contentType(ContentType.JSON)
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("streams.features." + feature));
    }

    @Test
    void whatIsOnWorks() {
        String room = UUID.randomUUID().toString();
        given().contentType(ContentType.JSON)
                .body("{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"c\", \"roomId\": \"%s\"}"
                        .formatted(room))
                .post("/api/events/chat")
                .then()
                .statusCode(201);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> get("/api/events/processed?q={room}", room)
                        .then()
                        .body("events.status", contains("processed")));
        get("/api/events/stats").then().statusCode(200);
        get("/api/monitoring/overview").then().statusCode(200);
    }

    @Test
    void onlyItsGroupStreamAndHandlersAreThere() {
        assertThat(get("/api/groups").<List<String>>path("groups.group"))
                .contains("chat-processing-group")
                .noneMatch(group -> group.matches("(user|task|system)-processing-group"));
        assertThat(get("/api/events/info").<List<String>>path("streams.stream"))
                .contains("chat:messages")
                .doesNotContain("user:events", "task:queue", "system:logs");
        assertThat(handlers.stream().map(EventHandler::eventType))
                .contains("message.sent")
                .noneMatch(type -> type.startsWith("user.") || type.startsWith("task.") || type.startsWith("system."));
    }
}
