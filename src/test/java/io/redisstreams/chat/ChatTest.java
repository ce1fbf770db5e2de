package io.redisstreams.chat;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatTest {
    private static ExtractableResponse<Response> send(String room, String content) {
        return post(
                        "/api/events/chat",
                        "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"%s\", \"roomId\": \"%s\"}"
                                .formatted(content, room))
                .statusCode(201)
                .body("messageId", notNullValue())
                .extract();
    }

    @Test
    void messagesBecomeARoomsHistory() {
        String room = "room " + UUID.randomUUID();
        send(room, "first");
        var second = send(room, "sécond 😀");
        await().untilAsserted(() -> get("/api/chat/rooms/{room}/messages", room).body("total", is(2)));
        get("/api/chat/rooms/{room}/messages?limit=1", room)
                .statusCode(200)
                .body("roomId", is(room))
                .body("messages", contains(second.<Object>path("message")))
                .body("messages[0].content", is("sécond 😀"))
                .body("messages[0].id", equalTo(second.path("eventId")))
                .body("total", is(2));
        get("/api/chat/rooms/{room}/messages?before={time}", room, second.path("message.sentAt"))
                .body("messages.content", contains("first"));
    }

    @Test
    void theRoomIsGeneralUnlessSaid() {
        post("/api/events/chat", "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"c\"}")
                .statusCode(201)
                .body("message.roomId", is("general"));
    }

    @Test
    void anUnknownRoomIsEmpty() {
        get("/api/chat/rooms/{room}/messages", UUID.randomUUID())
                .statusCode(200)
                .body("messages", empty());
    }
}
