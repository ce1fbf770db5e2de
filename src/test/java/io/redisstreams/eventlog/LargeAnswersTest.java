package io.redisstreams.eventlog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.http.ResponseMemory;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However much is stored, a list is an answer of at most about 8 MB, and each event is there whole by its id. */
@QuarkusTest
class LargeAnswersTest {
    private static final int PAYLOAD = 300_000;
    private static final int MOST = 10_000_000;

    @Inject
    AgroalDataSource database;

    @Inject
    RedisDataSource redis;

    @Inject
    ResponseMemory memory;

    private static final String ROWS = "large:" + UUID.randomUUID();
    private static boolean stored;

    private final String stream = "large:" + UUID.randomUUID();

    @BeforeEach
    void store() throws SQLException {
        if (stored) {
            return;
        }
        stored = true;
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                            attempts, published_at)
                        SELECT gen_random_uuid(), ?, i || '-0', 'large',
                            jsonb_build_object('n', i, 'text', repeat(CASE WHEN i = 1 THEN 'small' ELSE 'é"xx' END, ?)),
                            'large', 'test', CASE WHEN i <= 3 THEN 'processed' ELSE 'dead' END, 1, now()
                        FROM generate_series(1, 60) AS i""")) {
            insert.setString(1, ROWS);
            insert.setInt(2, PAYLOAD / 5);
            insert.executeUpdate();
        }
    }

    @Test
    void longPayloadsOfTheEventLogAreCutAndMarked() {
        String text = get("/api/events/processed?limit=500&stream=" + ROWS);
        assertThat(text.length()).isBetween(4_000_000, MOST);
        JsonPath answer = JsonPath.from(text);
        assertThat(answer.getList("events.payload")).hasSize(60);
        assertThat(answer.getString("events.find { it.messageId == '2-0' }.payload"))
                .startsWith("{\"n\": 2, \"text\": \"é\\\"xx");
        assertThat(answer.getList("events.payloadTruncated")).contains(true);

        JsonPath few = JsonPath.from(get("/api/events/processed?limit=2&status=processed&stream=" + ROWS));
        assertThat(few.getList("events.payloadTruncated")).containsOnly(false);
        String id = few.getString("events[0].eventId");
        assertThat(JsonPath.from(get("/api/events/" + id)).getString("payload.text"))
                .hasSizeGreaterThan(PAYLOAD / 2);
    }

    @Test
    void soAreDeadLetters() {
        String text = get("/api/dead-letters?limit=500&stream=" + ROWS);
        assertThat(text.length()).isLessThan(MOST);
        JsonPath answer = JsonPath.from(text);
        assertThat(answer.getList("deadLetters")).hasSize(57);
        JsonPath one = JsonPath.from(get("/api/dead-letters/" + answer.getLong("deadLetters[0].id")));
        assertThat(one.getBoolean("deadLetter.payloadTruncated")).isFalse();
        assertThat(one.getString("deadLetter.payload.text")).hasSizeGreaterThan(PAYLOAD / 2);
    }

    @Test
    void pagesOfAStreamAreShorterInstead() {
        fill(40);
        String path = "/api/monitoring/streams/" + stream + "/messages?count=500";
        List<String> ids = new ArrayList<>();
        for (String next = "-"; next != null; ) {
            String text = get(path + "&start=" + next);
            assertThat(text.length()).isLessThan(MOST);
            JsonPath page = JsonPath.from(text);
            ids.addAll(page.getList("messages.messageId"));
            assertThat(page.getList("messages.cut")).containsOnly(false);
            next = page.getString("next");
        }
        assertThat(ids).hasSize(41).doesNotHaveDuplicates();
    }

    @Test
    void soArePagesOfWhatIsPending() {
        fill(40);
        redis.execute("XGROUP", "CREATE", stream, "some", "0");
        redis.execute("XREADGROUP", "GROUP", "some", "one", "STREAMS", stream, ">");
        String text = get("/api/monitoring/streams/" + stream + "/pending?count=500&group=some");
        assertThat(text.length()).isBetween(2_000_000, MOST);
        assertThat(JsonPath.from(text).getString("next")).isNotNull();
    }

    @Test
    void whenTheMemoryIsInUseCallersAreAskedToComeAgain() {
        int drained = memory.free().drainPermits();
        try {
            given().get("/api/events/processed?limit=500&stream=" + ROWS)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1");
            given().get("/api/events/processed?limit=1&eventType=none").then().statusCode(200);
        } finally {
            memory.free().release(drained);
        }
        for (int i = 0; i < 4; i++) {
            get("/api/events/processed?limit=500&stream=" + ROWS);
        }
        await().untilAsserted(() -> assertThat(memory.free().availablePermits()).isEqualTo(memory.total()));
    }

    private void fill(int count) {
        given().contentType("application/json")
                .body("{\"streamName\": \"%s\", \"eventType\": \"a\", \"payload\": {}}".formatted(stream))
                .post("/api/events/custom")
                .then()
                .statusCode(201);
        String payload = "{\"text\":\"" + "x".repeat(PAYLOAD) + "\"}";
        for (int i = 0; i < count; i++) {
            redis.stream(String.class).xadd(stream, Map.of("eventType", "large", "payload", payload));
        }
    }

    private static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }
}
