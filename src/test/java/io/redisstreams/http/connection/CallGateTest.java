package io.redisstreams.http.connection;

import static io.redisstreams.http.connection.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of one kind run a few at a time; the others wait for their turn, and are refused when it does not come. */
class CallGateTest {
    private static final String CHAT = "/api/events/chat";
    private static final String HELD = CHAT + "/held";

    private GuardedServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callsWaitForTheirTurnAndKeepTheirOrder() {
        start(Map.of());
        hold();
        RawClient second = server.send("POST", HELD);
        waiting(1);
        RawClient third = server.send("POST", CHAT);
        waiting(2);
        answer(0);
        await().until(() -> server.held().size() == 2);
        assertThat(server.begun()).isEqualTo(2);
        answer(1);
        assertThat(second.readUntil("done")).contains("HTTP/1.1 200");
        assertThat(third.readUntil("ok")).contains("HTTP/1.1 200");
        waiting(0);
    }

    @Test
    void aCallThatWaitsTooLongIsRefusedAndItsConnectionStaysOpen() {
        start(Map.of("after", "200MS"));
        hold();
        RawClient second = server.send("POST", CHAT);
        assertThat(second.readUntil("}"))
                .contains("HTTP/1.1 503", "application/problem+json", "retry-after: 1", "was not begun", CHAT);
        assertThat(server.begun()).isEqualTo(1);
        assertThat(server.counter("streams.api.overloaded")).isEqualTo(1);
        answer(0);
        second.send(request("POST", CHAT));
        assertThat(second.readUntil("ok")).contains("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /q/health",
        "GET, /",
        "GET, /app/main.js",
        "GET, /api/monitoring/overview",
        "GET, /api/users",
        "POST, /api/users",
        "PUT, /api/users/1",
        "POST, /api/groups/x/pause"
    })
    void otherKindsDoNotWait(String method, String path) {
        start(Map.of());
        hold();
        assertThat(server.send(method, path).readUntil("ok")).contains("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "/q/../api/groups/held",
        "/app/..%2fapi/groups/held",
        "//api/groups/held",
        "/%61pi/groups/held",
        "http://localhost/api/groups/held",
        "/api/monitoring/../groups/held"
    })
    void noSpellingOfAPathPassesTheGate(String path) {
        start(Map.of());
        server.send("POST", path);
        await().until(() -> server.held().size() == 1);
        server.send("POST", "/api/groups/other");
        waiting(1);
    }

    @Test
    void aCallWhoseBodyIsNotThereTakesNoPlace() {
        start(Map.of());
        RawClient slow = server.connect();
        slow.send(request("POST", CHAT, "Content-Length: 10") + "12345");
        assertThat(server.send("POST", CHAT).readUntil("ok")).contains("HTTP/1.1 200");
        slow.send("67890");
        assertThat(slow.readUntil("ok")).contains("HTTP/1.1 200");
    }

    @Test
    void aLargeBodyPassesInParts() {
        start(Map.of());
        RawClient large = server.connect();
        large.send(request("POST", CHAT, "Content-Length: 1000000"));
        large.send("x".repeat(500_000));
        await().until(() -> server.begun() == 1);
        assertThat(server.send("POST", CHAT).readUntil("ok")).contains("HTTP/1.1 200");
        large.send("x".repeat(500_000));
        assertThat(large.readUntil("ok")).contains("HTTP/1.1 200");
    }

    @Test
    void aLargeBodyThatStaysAwayIsNotWaitedForWhileOthersWait() {
        start(Map.of("at-once", "1", "after", "60S"));
        for (int i = 0; i < 2; i++) {
            RawClient large = server.connect();
            large.send(request("POST", CHAT, "Content-Length: 1000000") + "x".repeat(50_000));
        }
        await().untilAsserted(
                        () -> assertThat(server.closed(Closed.BODY_TIMEOUT)).isEqualTo(1));
        await().until(() -> server.begun() == 2);
    }

    @Test
    void aClientThatAsksWhetherToSendItsBodyIsAnswered() {
        start(Map.of());
        RawClient asks = server.connect();
        asks.send(request("POST", CHAT, "Content-Length: 5", "Expect: 100-continue"));
        await().until(() -> server.begun() == 1);
        asks.send("12345");
        assertThat(asks.readUntil("ok")).contains("HTTP/1.1 200");
    }

    @Test
    void callsOfOneConnectionRunOneAfterAnother() {
        start(Map.of("at-once", "8"));
        RawClient client = server.connect();
        client.send(request("POST", HELD) + request("POST", CHAT) + request("GET", "/"));
        await().until(() -> server.held().size() == 1);
        assertThat(server.send("POST", CHAT).readUntil("ok")).contains("HTTP/1.1 200");
        assertThat(server.begun()).isEqualTo(2);
        answer(0);
        assertThat(client.readUntil("okHTTP/1.1 200")).contains("done");
        assertThat(client.readUntil("ok")).isNotEmpty();
    }

    @Test
    void anAnswerWithoutEndTakesNoPlace() {
        start(Map.of());
        server.send("GET", "/api/streams/x/endless").readUntil("begins");
        assertThat(server.send("GET", "/api/users").readUntil("ok")).contains("HTTP/1.1 200");
    }

    @Test
    void whoHasGoneLeavesThePlaceToOthers() {
        start(Map.of());
        RawClient first = hold();
        RawClient second = server.send("POST", CHAT);
        waiting(1);
        RawClient third = server.send("POST", CHAT);
        waiting(2);
        second.close();
        first.close();
        assertThat(third.readUntil("ok")).contains("HTTP/1.1 200");
        assertThat(server.send("POST", CHAT).readUntil("ok")).contains("HTTP/1.1 200");
    }

    /** One call of each kind at once, unless the settings say otherwise. */
    private void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("at-once", "1", "after", "60S"));
        all.putAll(settings);
        server = new GuardedServer("streams.api.overload.", all);
    }

    /** A call that runs until it is answered. */
    private RawClient hold() {
        RawClient client = server.send("POST", HELD);
        await().until(() -> server.held().size() == 1);
        return client;
    }

    private void answer(int held) {
        var response = server.held().get(held).response();
        server.held().get(held).vertx().runOnContext(now -> response.end("done"));
    }

    private void waiting(int count) {
        await().until(() -> server.gauge("streams.api.waiting") == count);
    }
}
