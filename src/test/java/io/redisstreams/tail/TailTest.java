package io.redisstreams.tail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.monitor.view.SseClient;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TailTest {
    @Inject
    RedisDataSource redis;

    @Inject
    LiveTail tail;

    @Inject
    SseConnections connections;

    private final List<SseClient> clients = new ArrayList<>();
    private String stream;

    @BeforeEach
    void aStream() {
        stream = "tailed:" + UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"streamName\": \"%s\", \"eventType\": \"a\", \"payload\": {\"n\": 0}}".formatted(stream))
                .post("/api/events/custom")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void hangUp() {
        clients.forEach(SseClient::close);
        await().untilAsserted(() -> assertThat(connections.size()).isZero());
        await().untilAsserted(() -> assertThat(tail.readers()).isZero());
    }

    @Test
    void tellsWhatIsPublishedFromNowOn() {
        SseClient client = connected("");
        String id = add("a", "{\"n\":1,\n\"text\":\"two lines\"}");
        await().untilAsserted(() -> assertThat(numbers(client)).containsExactly(1));
        assertThat(client.events.get(0).name()).isEqualTo("entry");
        assertThat(client.events.get(0).id()).isEqualTo(id);
        assertThat(client.events.get(0).data().get("eventType").asText()).isEqualTo("a");
        assertThat(client.events.get(0).data().at("/payload/text").asText()).isEqualTo("two lines");
    }

    /** One of 9 MB ended each connection before it had told anything. */
    @Test
    void anEntryThatIsTooLargeIsCutAndHoldsUpNothing() {
        String first = add("a", "{\"n\":1}");
        String large = add("a", "{\"n\":2,\"text\":\"" + "x".repeat(9_000_000) + "\"}");
        String last = add("a", "{\"n\":3}");
        SseClient client = SseClient.resume("/api/streams/" + stream + "/tail", first);
        clients.add(client);
        await().untilAsserted(() -> assertThat(ids(client)).containsExactly(large, last));
        assertThat(client.events.get(0).data().get("cut").asBoolean()).isTrue();
        String live = add("a", "{\"n\":4,\"text\":\"" + "x".repeat(9_000_000) + "\"}");
        await().untilAsserted(() -> assertThat(ids(client)).containsExactly(large, last, live));
    }

    @Test
    void goesOnWhereTheClientLeft() {
        String first = add("a", "{\"n\":1}");
        add("a", "{\"n\":2}");
        SseClient client = SseClient.resume("/api/streams/" + stream + "/tail", first);
        clients.add(client);
        await().untilAsserted(() -> assertThat(numbers(client)).containsExactly(2));
        add("a", "{\"n\":3}");
        await().untilAsserted(() -> assertThat(numbers(client)).containsExactly(2, 3));
    }

    @Test
    void tellsWhereTheHoleIsWhenTooMuchWasMissed() {
        String first = add("a", "{\"n\":1}");
        List<String> missed = IntStream.range(0, 1050)
                .mapToObj(i -> add("a", "{\"n\":" + i + "}"))
                .toList();
        SseClient client = connected("?lastEventId=" + first);
        await().untilAsserted(() -> assertThat(client.data("gap")).hasSize(1));
        assertThat(client.data("entry")).hasSize(1000);
        assertThat(client.data("gap").get(0).get("after").asText()).isEqualTo(missed.get(999));
        String next = add("a", "{\"n\":-1}");
        await().untilAsserted(() ->
                assertThat(client.events.get(client.events.size() - 1).id()).isEqualTo(next));
    }

    @Test
    void muchThatWasMissedIsLeftOutToo() {
        String first = add("a", "{\"n\":1}");
        String large = "{\"n\":1,\"text\":\"" + "x".repeat(250_000) + "\"}";
        IntStream.range(0, 40).forEach(i -> add("a", large));
        SseClient client = connected("?lastEventId=" + first);
        await().untilAsserted(() -> assertThat(client.data("gap")).hasSize(1));
        assertThat(client.data("entry")).hasSizeBetween(16, 39);
    }

    @Test
    void letsOneTypeThrough() {
        SseClient all = connected("");
        SseClient one = connected("?eventType=b");
        add("a", "{\"n\":1}");
        add("b", "{\"n\":2}");
        add("a", "{\"n\":3}");
        await().untilAsserted(() -> assertThat(numbers(all)).containsExactly(1, 2, 3));
        assertThat(numbers(one)).containsExactly(2);
    }

    @Test
    void oneReaderServesAHundred() {
        IntStream.range(0, 100).forEach(i -> clients.add(SseClient.listen("/api/streams/" + stream + "/tail")));
        await().untilAsserted(() -> assertThat(connections.size()).isEqualTo(100));
        await().untilAsserted(() -> assertThat(tail.readers()).isEqualTo(1));
        await().until(() -> clients.stream().allMatch(client -> client.comments.contains("welcome")));
        // That of the test before may wait in its last XREAD still.
        await().untilAsserted(() -> assertThat(
                        redis.execute("CLIENT", "LIST").toString().lines().filter(line -> line.contains("cmd=xread ")))
                .hasSizeLessThanOrEqualTo(1));
        add("a", "{\"n\":1}");
        await().untilAsserted(() -> assertThat(clients)
                .allSatisfy(client -> assertThat(numbers(client)).containsExactly(1)));
    }

    @Test
    void aSlowReaderIsDropped() throws IOException {
        SseClient quick = connected("");
        try (Socket slow = new Socket()) {
            // Else what the system keeps for a reader that does not read grows to several megabytes.
            slow.setReceiveBufferSize(64 * 1024);
            slow.connect(new InetSocketAddress("localhost", RestAssured.port));
            slow.getOutputStream()
                    .write(("GET /api/streams/" + stream + "/tail HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(connections.size()).isEqualTo(2));
            String large = "{\"n\":1,\"text\":\"" + "x".repeat(250_000) + "\"}";
            await().until(() -> {
                add("a", large);
                return connections.size() == 1;
            });
            InputStream rest = slow.getInputStream();
            assertThat(readToTheEnd(rest)).isTrue();
        }
        assertThat(quick.ended).isFalse();
        add("a", "{\"n\":7}");
        await().untilAsserted(() -> assertThat(numbers(quick)).endsWith(7));
    }

    @Test
    void aCommentShowsThatTheConnectionLives() {
        SseClient client = connected("");
        await().untilAsserted(() -> assertThat(client.comments).contains("heartbeat"));
    }

    @Test
    void theReaderComesBack() {
        SseClient client = connected("");
        redis.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        // The test's own connections are cut, too. A call that fails has added nothing, for Redis runs nothing from
        // them.
        await().ignoreExceptions().until(() -> add("a", "{\"n\":1}") != null);
        await().untilAsserted(() -> assertThat(numbers(client)).containsExactly(1));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/streams/none/tail, 404",
        "/api/streams/the-number/tail, 409",
        "/api/streams/user:events/tail?lastEventId=x, 400"
    })
    void whatCannotBeTailedIsTold(String path, int status) {
        redis.value(Long.class).set("the-number", 1L);
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"));
    }

    private SseClient connected(String query) {
        SseClient client = SseClient.listen("/api/streams/" + stream + "/tail" + query);
        clients.add(client);
        await().until(() -> client.comments.contains("welcome"));
        return client;
    }

    private String add(String type, String payload) {
        return redis.execute("XADD", stream, "*", "eventType", type, "payload", payload)
                .toString();
    }

    private static List<String> ids(SseClient client) {
        return client.events.stream().map(SseClient.Event::id).toList();
    }

    private static List<Integer> numbers(SseClient client) {
        return client.data("entry").stream()
                .map(entry -> entry.at("/payload/n").asInt())
                .toList();
    }

    private static boolean readToTheEnd(InputStream stream) {
        try {
            return stream.readAllBytes().length > 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
