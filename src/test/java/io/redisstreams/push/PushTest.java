package io.redisstreams.push;

import static io.redisstreams.http.Calls.delete;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.redisstreams.http.Calls.put;
import static io.redisstreams.push.TestEndpoint.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.LogRow;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.push.TestEndpoint.Behaviour;
import io.redisstreams.push.TestEndpoint.Call;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that are posted to an endpoint, and what its answers do. */
@QuarkusTest
class PushTest extends EngineTest {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final String name = "push-" + UUID.randomUUID();
    private final List<TestEndpoint> endpoints = new ArrayList<>();

    @Inject
    Groups groups;

    @Inject
    AgroalDataSource database;

    @AfterEach
    void end() {
        endpoints.forEach(TestEndpoint::close);
        if (delete("/api/groups/{name}?pending=discard", name).extract().statusCode() == 202) {
            await().untilAsserted(() -> get("/api/groups/{name}", name).statusCode(404));
        }
    }

    private TestEndpoint endpoint(Behaviour behaviour) {
        TestEndpoint endpoint = new TestEndpoint(behaviour);
        endpoints.add(endpoint);
        return endpoint;
    }

    /** A group with short times; the secret that was made for it. */
    private String define(String url, String push, String... more) {
        return post("/api/groups", """
                        {"name": "%s", "stream": "test:%s", "block": "100MS", "maxAttempts": 3, "visibilityTimeout": "1S",
                         "backoff": {"initial": "50MS", "max": "2S"}, "push": {"url": "%s"%s}%s}""".formatted(name, name, url, push, String.join("", more)))
                .statusCode(201)
                .extract()
                .path("secret");
    }

    private GroupSettings group() {
        return groups.find(name).orElseThrow();
    }

    private UUID add(String payload) {
        UUID id = EventIds.next();
        engine.addEntry(
                group(),
                EntryCodec.encode(new Event(id, "order.created", payload, Instant.now(), TRACEPARENT, "customer-7")));
        return id;
    }

    private LogRow awaitRow(UUID id, String status) {
        AtomicReference<LogRow> found = new AtomicReference<>();
        await().untilAsserted(() -> {
            found.set(engine.row(group(), id));
            assertThat(found.get()).isNotNull();
            assertThat(found.get().status()).isEqualTo(status);
        });
        return found.get();
    }

    /** The last answer, as it is kept. */
    private String answer(UUID id) throws Exception {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT answer::text FROM event_log WHERE event_id = ? AND group_name = ?")) {
            select.setObject(1, id);
            select.setString(2, name);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    @Test
    void anEventIsPostedAndSigned() throws Exception {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 201, "thank you"));
        String secret = define(endpoint.url() + "?from=us", "");
        UUID id = add("{\"total\": 12.50}");

        assertThat(awaitRow(id, "processed").attempts()).isEqualTo(1);

        Call call = endpoint.calls().get(0);
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/in?from=us");
        assertThat(call.body()).isEqualTo("{\"total\": 12.50}");
        assertThat(call.id()).isEqualTo(id.toString());
        assertThat(call.isSignedBy(secret)).isTrue();
        assertThat(Math.abs(Instant.now().getEpochSecond() - Long.parseLong(call.header("webhook-timestamp"))))
                .isLessThan(300);
        assertThat(call.header("host")).isEqualTo("127.0.0.1:" + endpoint.port());
        assertThat(call.header("streams-group")).isEqualTo(name);
        assertThat(call.header("streams-stream")).isEqualTo("test:" + name);
        assertThat(call.header("streams-attempt")).isEqualTo("1");
        assertThat(call.header("streams-key")).isEqualTo("customer-7");
        assertThat(call.header("traceparent")).isEqualTo(TRACEPARENT);
        assertThat(answer(id)).contains("\"status\": 201", "thank you", "\"millis\": ");
        await().until(() -> engine.pending(group()).isEmpty());
    }

    @Test
    void secretsAreShownOnce() {
        String secret = define("https://hooks.example/in", "");
        assertThat(secret).startsWith("whsec_");
        get("/api/groups/{name}", name)
                .body("settings.push.url", is("https://hooks.example/in"))
                .body("settings.push.secrets", is(1))
                .body("secret", nullValue());
        for (String path : List.of("/api/groups", "/api/groups/" + name, "/api/events/info")) {
            get(path).statusCode(200).body(not(containsString("whsec_")));
        }
    }

    @Test
    void aGroupThatGetsAnEndpointLaterGetsASecretThen() {
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"test:%s\"}".formatted(name, name))
                .statusCode(201)
                .body("secret", nullValue());
        put("/api/groups/{name}", "{\"push\": {\"url\": \"https://hooks.example/in\"}}", name)
                .statusCode(200)
                .body("secret", startsWith("whsec_"))
                .body("settings.push.secrets", is(1));
        put("/api/groups/{name}", "{\"push\": {\"url\": \"https://hooks.example/in\", \"secrets\": []}}", name)
                .statusCode(200)
                .body("secret", nullValue())
                .body("settings.push.secrets", is(0));
    }

    /** Each call is signed by both, so the endpoint may change to the new one at any time in between. */
    @Test
    void aSecretIsRotatedWithoutARefusedCall() {
        AtomicReference<String> expected = new AtomicReference<>();
        TestEndpoint endpoint =
                endpoint((call, exchange) -> respond(exchange, call.isSignedBy(expected.get()) ? 204 : 401, ""));
        String old = define(endpoint.url(), "");
        expected.set(old);
        awaitRow(add("1"), "processed");
        String fresh = "whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3";
        rotate(endpoint, fresh, old);
        // Until the loops have begun anew, the old one signs alone.
        await().until(() -> {
            awaitRow(add("2"), "processed");
            return endpoint.calls().get(endpoint.calls().size() - 1).isSignedBy(fresh);
        });
        expected.set(fresh);
        awaitRow(add("3"), "processed");
        rotate(endpoint, fresh);
        await().until(() -> {
            awaitRow(add("4"), "processed");
            return !endpoint.calls().get(endpoint.calls().size() - 1).isSignedBy(old);
        });
        // What a call does not say about secrets stays.
        put("/api/groups/{name}", "{\"push\": {\"url\": \"" + endpoint.url() + "\"}}", name)
                .statusCode(200)
                .body("settings.push.secrets", is(1));
        awaitRow(add("5"), "processed");
        assertThat(engine.rows(group())).allMatch(row -> row.attempts() == 1);
    }

    private void rotate(TestEndpoint endpoint, String... secrets) {
        put(
                        "/api/groups/{name}",
                        "{\"block\": \"100MS\", \"push\": {\"url\": \"%s\", \"secrets\": [\"%s\"]}}"
                                .formatted(endpoint.url(), String.join("\",\"", secrets)),
                        name)
                .statusCode(200)
                .body("settings.push.secrets", is(secrets.length));
    }

    @ParameterizedTest
    @CsvSource({"500", "400", "404", "408", "429", "503", "302"})
    void aRefusedEventIsPostedAgain(int status) throws Exception {
        TestEndpoint endpoint = endpoint((call, exchange) -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            respond(exchange, call.header("streams-attempt").equals("1") ? status : 200, "no");
        });
        define(endpoint.url(), "");
        UUID id = add("{}");
        assertThat(awaitRow(id, "processed").attempts()).isEqualTo(2);
        assertThat(endpoint.calls()).hasSize(2).allMatch(call -> call.id().equals(id.toString()));
        assertThat(endpoint.calls()).allMatch(call -> call.path().equals("/in"));
        get("/api/events/{id}", id).statusCode(200);
    }

    @Test
    void anEventThatIsRefusedAgainAndAgainIsADeadLetter() throws Exception {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 500, "out of order"));
        define(endpoint.url(), "");
        UUID id = add("{}");
        LogRow row = awaitRow(id, "dead");
        assertThat(row.attempts()).isEqualTo(3);
        assertThat(row.error()).contains(endpoint.url() + " answered 500");
        assertThat(answer(id)).contains("\"status\": 500", "out of order");
    }

    @Test
    void aClientErrorIsADeadLetterAtOnceIfSaid() {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 422, "what is that?"));
        define(endpoint.url(), ", \"onClientError\": \"dead\"");
        UUID id = add("{}");
        assertThat(awaitRow(id, "dead").attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void anEndpointMayAskForALaterTime(int status) {
        TestEndpoint endpoint = endpoint((call, exchange) -> {
            boolean first = exchange.getHttpContext().getAttributes().put("seen", true) == null;
            if (first) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            respond(exchange, first ? status : 200, "");
        });
        define(endpoint.url(), "");
        UUID id = add("{}");
        long start = System.nanoTime();
        assertThat(awaitRow(id, "processed").attempts()).isEqualTo(1);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(900);
        assertThat(endpoint.calls())
                .extracting(call -> call.header("streams-attempt"))
                .containsExactly("1", "1");
    }

    @Test
    void anEndpointThatIsGonePausesItsGroup() {
        AtomicReference<Integer> status = new AtomicReference<>(410);
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, status.get(), ""));
        define(endpoint.url(), "");
        UUID id = add("{}");
        await().untilAsserted(() -> get("/api/groups/{name}", name).body("paused", is(true)));
        awaitRow(id, "retrying");
        status.set(200);
        post("/api/groups/{name}/resume", "", name).statusCode(200);
        assertThat(awaitRow(id, "processed").attempts()).isEqualTo(1);
    }

    @Test
    void anEventThatTakesLongHoldsUpNoOther() {
        CountDownLatch over = new CountDownLatch(1);
        TestEndpoint endpoint = endpoint((call, exchange) -> {
            if (call.body().equals("\"slow\"")) {
                awaitQuietly(over);
            }
            respond(exchange, 200, "");
        });
        define(endpoint.url(), ", \"timeout\": \"1M\"");
        UUID slow = add("\"slow\"");
        await().until(() -> endpoint.calls().size() == 1);
        for (int i = 0; i < 20; i++) {
            awaitRow(add("" + i), "processed");
        }
        // Its lease is renewed, so nobody takes it over although visibility timeouts pass.
        always(Duration.ofSeconds(3)).until(() -> callsOf(endpoint, slow) == 1 && engine.row(group(), slow) == null);
        over.countDown();
        assertThat(awaitRow(slow, "processed").attempts()).isEqualTo(1);
        assertThat(callsOf(endpoint, slow)).isEqualTo(1);
    }

    @Test
    void anEndpointThatDoesNotAnswerInTimeIsAskedAgain() {
        CountDownLatch over = new CountDownLatch(1);
        TestEndpoint endpoint = endpoint((call, exchange) -> {
            if (call.header("streams-attempt").equals("1")) {
                awaitQuietly(over);
            }
            respond(exchange, 200, "");
        });
        define(endpoint.url(), ", \"timeout\": \"2S\"");
        UUID id = add("{}");
        // On a slow machine the second call may be late, too.
        assertThat(awaitRow(id, "processed").attempts()).isBetween(2, 3);
        over.countDown();
        assertThat(callsOf(endpoint, id)).isBetween(2L, 3L);
    }

    private static long callsOf(TestEndpoint endpoint, UUID id) {
        return endpoint.calls().stream()
                .filter(call -> call.id().equals(id.toString()))
                .count();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobodyThere() {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 200, ""));
        endpoint.close();
        define(endpoint.url(), "");
        assertThat(awaitRow(add("{}"), "dead").error()).contains("cannot be reached");
    }

    /** Its start is kept, and a longer one is not waited for. */
    @Test
    void anAnswerIsBounded() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        TestEndpoint endpoint = endpoint((call, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("x".repeat(5000).getBytes());
            exchange.getResponseBody().flush();
            awaitQuietly(over);
        });
        define(endpoint.url(), ", \"timeout\": \"1M\"");
        UUID id = add("{}");
        awaitRow(id, "processed");
        over.countDown();
        assertThat(answer(id)).contains("x".repeat(1024)).doesNotContain("x".repeat(1025));
    }

    @Test
    void anAddressThatIsNotAllowedIsNotConnectedTo() {
        TestEndpoint local = new TestEndpoint("127.0.0.2", (call, exchange) -> respond(exchange, 200, ""));
        endpoints.add(local);
        define(local.url(), "");
        assertThat(awaitRow(add("{}"), "dead").error()).contains("a loopback address", "streams.push.allowed-hosts");
        assertThat(local.calls()).isEmpty();
    }

    @Test
    void whatIsNotWantedIsNotPosted() {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 200, ""));
        define(endpoint.url(), "", ", \"eventTypes\": [\"user.*\"]");
        add("{}");
        await().until(() -> engine.groupExists(group())
                && engine.pending(group()).isEmpty()
                && engine.redis("XINFO", "GROUPS", group().stream())
                        .get(0)
                        .get("last-delivered-id")
                        .toString()
                        .equals(engine.entries(group().stream()).get(0)));
        assertThat(engine.rows(group())).isEmpty();
        assertThat(endpoint.calls()).isEmpty();
    }

    @Test
    void aPayloadThatIsNoJsonIsNotPosted() {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 200, ""));
        define(endpoint.url(), "");
        awaitRow(add("{"), "dead");
        assertThat(endpoint.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeout\": \"1S\"} | push.url | must be an http or https URL",
                "{\"url\": \"ftp://hooks.example/\"} | push.url | must be an http or https URL",
                "{\"url\": \"http://a:b@hooks.example/\"} | push.url | without a user",
                "{\"url\": \"http:///in\"} | push.url | with a host",
                "{\"url\": \"http://h\", \"timeout\": \"6M\"} | push.timeout | must be from 100MS to 5M",
                "{\"url\": \"http://h\", \"secrets\": [\"x\"]} | push.secrets | whsec_",
            })
    void settingsHaveRules(String push, String field, String rule) {
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"s\", \"push\": %s}".formatted(name, push))
                .statusCode(400)
                .body("violations[0].field", is(field))
                .body("violations[0].message", containsString(rule));
    }

    @Test
    void aReplayPostsAgainByForce() {
        TestEndpoint endpoint = endpoint((call, exchange) -> respond(exchange, 200, ""));
        define(endpoint.url(), "");
        UUID id = add("{}");
        awaitRow(id, "processed");
        String replay = post(
                        "/api/streams/{stream}/replay",
                        "{\"group\": \"%s\", \"force\": true}".formatted(name),
                        group().stream())
                .statusCode(202)
                .extract()
                .path("replay.id");
        await().untilAsserted(() -> get("/api/replays/{id}", replay)
                .body("replay.status", startsWith("done"))
                .body("replay.handled", is(1)));
        assertThat(endpoint.calls()).hasSize(2);
        assertThat(endpoint.calls().get(1).header("streams-replay")).isEqualTo("true");
        assertThat(endpoint.calls().get(1).id()).isEqualTo(id.toString());
    }
}
