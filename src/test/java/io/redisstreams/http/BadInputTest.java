package io.redisstreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each call refuses, and which field it blames. */
@QuarkusTest
class BadInputTest {
    private static final String ID = "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String X101 = "x".repeat(101);
    private static final String X10001 = "x".repeat(10_001);

    @TestHTTPResource
    String service;

    private String service() {
        return service.substring(0, service.length() - 1);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("POST /api/users", "username", "{'email': 'a@b.c'}"),
                body("POST /api/users", "username", "{'username': '', 'email': 'a@b.c'}"),
                body("POST /api/users", "username", "{'username': ' a', 'email': 'a@b.c'}"),
                body("POST /api/users", "username", "{'username': 'a\\u0007b', 'email': 'a@b.c'}"),
                body("POST /api/users", "username", "{'username': 'a\\u0000b', 'email': 'a@b.c'}"),
                body("POST /api/users", "username", "{'username': '" + X101 + "', 'email': 'a@b.c'}"),
                body("POST /api/users", "username", "{'username': 5, 'email': 'a@b.c'}"),
                body("POST /api/users", "email", "{'username': 'a'}"),
                body("POST /api/users", "email", "{'username': 'a', 'email': 'a'}"),
                body("POST /api/users", "email", "{'username': 'a', 'email': ['a@b.c']}"),
                body("POST /api/users", "status", "{'username': 'a', 'email': 'a@b.c', 'status': 'active'}"),
                body("PUT /api/users/" + ID, "status", "{'status': 'gone'}"),
                body("PUT /api/users/" + ID, "status", "{'status': ''}"),
                body("PUT /api/users/" + ID, "username", "{'username': ''}"),
                body("PUT /api/users/" + ID, "email", "{'email': 'a'}"),
                body("PUT /api/users/" + ID, "id", "{'id': '" + ID + "'}"),
                body("POST /api/events/chat", "senderId", "{'receiverId': 'b', 'content': 'c'}"),
                body("POST /api/events/chat", "senderId", "{'senderId': ' ', 'receiverId': 'b', 'content': 'c'}"),
                body(
                        "POST /api/events/chat",
                        "receiverId",
                        "{'senderId': 'a', 'receiverId': '" + X101 + "', 'content': 'c'}"),
                body(
                        "POST /api/events/chat",
                        "content",
                        "{'senderId': 'a', 'receiverId': 'b', 'content': '" + X10001 + "'}"),
                body("POST /api/events/chat", "content", "{'senderId': 'a', 'receiverId': 'b', 'content': '\\ud83d'}"),
                body(
                        "POST /api/events/chat",
                        "roomId",
                        "{'senderId': 'a', 'receiverId': 'b', 'content': 'c', 'roomId': ''}"),
                body("POST /api/events/tasks", "title", "{'assignedTo': 'a', 'createdBy': 'b'}"),
                body(
                        "POST /api/events/tasks",
                        "title",
                        "{'title': '" + "x".repeat(201) + "', 'assignedTo': 'a', 'createdBy': 'b'}"),
                body("POST /api/events/tasks", "assignedTo", "{'title': 't', 'createdBy': 'b'}"),
                body("POST /api/events/tasks", "createdBy", "{'title': 't', 'assignedTo': 'a'}"),
                body(
                        "POST /api/events/tasks",
                        "priority",
                        "{'title': 't', 'assignedTo': 'a', 'createdBy': 'b', 'priority': 'urgent'}"),
                body(
                        "POST /api/events/tasks",
                        "priority",
                        "{'title': 't', 'assignedTo': 'a', 'createdBy': 'b', 'priority': 1}"),
                body(
                        "POST /api/events/tasks",
                        "dueDate",
                        "{'title': 't', 'assignedTo': 'a', 'createdBy': 'b', 'dueDate': 1700000000}"),
                body(
                        "POST /api/events/tasks",
                        "dueDate",
                        "{'title': 't', 'assignedTo': 'a', 'createdBy': 'b', 'dueDate': 'soon'}"),
                body(
                        "POST /api/events/tasks",
                        "description",
                        "{'title': 't', 'assignedTo': 'a', 'createdBy': 'b', 'description': '" + X10001 + "'}"),
                body("POST /api/events/tasks/" + ID + "/complete", "completedBy", "{}"),
                body(
                        "POST /api/events/tasks/" + ID + "/complete",
                        "completionNotes",
                        "{'completedBy': 'a', 'completionNotes': '" + X10001 + "'}"),
                body("POST /api/events/logs", "level", "{'message': 'm'}"),
                body("POST /api/events/logs", "level", "{'level': 'fatal', 'message': 'm'}"),
                body("POST /api/events/logs", "message", "{'level': 'info'}"),
                body("POST /api/events/logs", "metadata", "{'level': 'info', 'message': 'm', 'metadata': [1]}"),
                body(
                        "POST /api/events/logs",
                        "metadata",
                        "{'level': 'info', 'message': 'm', 'metadata': {'a': '\\u0000'}}"),
                body("POST /api/events/custom", "streamName", "{'eventType': 'a', 'payload': {}}"),
                body("POST /api/events/custom", "streamName", "{'streamName': '-a', 'eventType': 'a', 'payload': {}}"),
                body(
                        "POST /api/events/custom",
                        "streamName",
                        "{'streamName': 'a\\n', 'eventType': 'a', 'payload': {}}"),
                body(
                        "POST /api/events/custom",
                        "streamName",
                        "{'streamName': '" + "x".repeat(129) + "', 'eventType': 'a', 'payload': {}}"),
                body("POST /api/events/custom", "eventType", "{'streamName': 'a', 'eventType': 'A', 'payload': {}}"),
                body("POST /api/events/custom", "eventType", "{'streamName': 'a', 'eventType': 'a..b', 'payload': {}}"),
                body(
                        "POST /api/events/custom",
                        "eventType",
                        "{'streamName': 'a', 'eventType': '" + X101 + "', 'payload': {}}"),
                body("POST /api/events/custom", "payload", "{'streamName': 'a', 'eventType': 'a'}"),
                body("POST /api/events/custom", "payload", "{'streamName': 'a', 'eventType': 'a', 'payload': null}"),
                body("POST /api/events/custom", "payload", "{'streamName': 'a', 'eventType': 'a', 'payload': '{}'}"),
                body(
                        "POST /api/events/custom",
                        "payload",
                        "{'streamName': 'a', 'eventType': 'a', 'payload': {'n': 1e400000}}"),
                body(
                        "POST /api/events/custom",
                        "payload",
                        "{'streamName': 'a', 'eventType': 'a', 'payload': {'n': 1e99999999999}}"),
                body(
                        "POST /api/events/custom",
                        "payload",
                        "{'streamName': 'a', 'eventType': 'a', 'payload': {'n': '" + "x".repeat(262_144) + "'}}"),
                body("POST /api/events/custom", "id", "{'streamName': 'a', 'eventType': 'a', 'payload': {}, 'id': ''}"),
                body(
                        "POST /api/events/custom",
                        "deliverAt",
                        "{'streamName': 'a', 'eventType': 'a', 'payload': {}, 'deliverAt': '+10000-01-01T00:00:00Z'}"),
                body("POST /api/events/batch", "events", "{}"),
                body("POST /api/events/batch", "events", "{'events': []}"),
                body("POST /api/events/batch", "events", "{'events': {}}"),
                body(
                        "POST /api/events/batch",
                        "events",
                        "{'events': [" + "{'streamName':'a','eventType':'a','payload':{}},".repeat(1000)
                                + "{'streamName':'a','eventType':'a','payload':{}}]}"),
                body("POST /api/events/batch", "events[0]", "{'events': [null]}"),
                body("POST /api/events/batch", "events[0]", "{'events': [[]]}"),
                body(
                        "POST /api/events/batch",
                        "events[0].payload",
                        "{'events': [{'streamName': 'a', 'eventType': 'a', 'payload': 1}]}"),
                body(
                        "POST /api/events/batch",
                        "events[1].eventType",
                        "{'events': [{'streamName': 'a', 'eventType': 'a', 'payload': {}}, {'streamName': 'a', 'eventType': '', 'payload': {}}]}"),
                body(
                        "POST /api/events/batch",
                        "events[1].id",
                        "{'events': [{'streamName': 'a', 'eventType': 'a', 'payload': {}, 'id': '" + ID
                                + "'}, {'streamName': 'b', 'eventType': 'a', 'payload': {}, 'id': '" + ID + "'}]}"));
    }

    /** Bodies that no call takes. */
    static Stream<Arguments> shapes() {
        List<String> calls = List.of(
                "POST /api/users",
                "PUT /api/users/" + ID,
                "POST /api/events/chat",
                "POST /api/events/tasks",
                "POST /api/events/tasks/" + ID + "/complete",
                "POST /api/events/logs",
                "POST /api/events/custom",
                "POST /api/events/batch");
        List<String> bodies = List.of(
                "", " ", "null", "[]", "''", "5", "true", "{", "{'a'", "{} {}", "{}x", "{'\\u0000': 1}", "\u0000");
        return calls.stream().flatMap(call -> bodies.stream().map(body -> body(call, null, body)));
    }

    private static Arguments body(String call, String field, String body) {
        return Arguments.of(call, field, body.replace('\'', '"'));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"bodies", "shapes"})
    void bodiesAreRefused(String call, String field, String body) throws IOException, InterruptedException {
        String[] methodAndPath = call.split(" ");
        JsonNode problem = refused(HttpRequest.newBuilder(URI.create(service() + methodAndPath[1]))
                .header("Content-Type", "application/json")
                .method(methodAndPath[0], BodyPublishers.ofString(body)));
        assertThat(problem.get("instance").asText()).isEqualTo(methodAndPath[1]);
        assertThat(problem.get("detail").asText()).doesNotContain("com.fasterxml", "io.redisstreams", "Cannot ");
        if (field != null) {
            assertThat(problem.get("violations").findValuesAsText("field")).contains(field);
        }
    }

    @ParameterizedTest(name = "GET {0}")
    @CsvSource({
        "/api/users?limit=0, limit",
        "/api/users?limit=501, limit",
        "/api/users?offset=-1, offset",
        "/api/users?status=gone, status",
        "/api/users?q=%00, q",
        "/api/users/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11/events?limit=x, limit",
        "/api/events/processed?processed=maybe, processed",
        "/api/events/processed?status=done, status",
        "/api/events/processed?userId=5, userId",
        "/api/events/processed?from=yesterday, from",
        "/api/events/processed?to=2026-13-01T00:00:00Z, to",
        "/api/events/processed?eventType=%00, eventType",
        "/api/events/processed?limit=1.5, limit",
        "/api/tasks?status=open, status",
        "/api/tasks?assignedTo=%00, assignedTo",
        "/api/chat/rooms/general/messages?before=x, before",
        "/api/chat/rooms/a%00b/messages, roomId"
    })
    void parametersAreRefused(String path, String field) throws IOException, InterruptedException {
        JsonNode problem = refused(HttpRequest.newBuilder(URI.create(service() + path)));
        assertThat(problem.get("violations").findValuesAsText("field")).containsExactly(field);
    }

    /** Not by REST Assured, which takes a tenth of a second for a call. */
    private static JsonNode refused(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("error")).isEqualTo(problem.get("detail"));
        return problem;
    }
}
