package io.redisstreams.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers with static tokens: who is let in, where, and what stands of them in the record. */
@QuarkusTest
@TestProfile(TokensModeTest.Tokens.class)
class TokensModeTest {
    private static final Path FILE =
            Path.of("target", "tokens-" + UUID.randomUUID()).toAbsolutePath();
    private static final Certificates CERTIFICATES =
            new Certificates(Path.of("target", "certificates").toAbsolutePath());
    private static final String READER = ApiToken.draw();
    private static final String PUBLISHER = ApiToken.draw();
    private static final String ORDERS = ApiToken.draw();
    private static final String SYSTEM = ApiToken.draw();
    private static final String OPERATOR = ApiToken.draw();
    private static final String ADMIN = ApiToken.draw();
    private static final String GREEDY = ApiToken.draw();

    public static class Tokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(CERTIFICATES.settings());
            settings.putAll(Map.of(
                    "streams.security", "tokens",
                    "streams.security.tokens.file", FILE.toString(),
                    "streams.security.tokens.list", line("system", SYSTEM, "publisher:system:*"),
                    "streams.security.tokens.reload-every", "1S",
                    "streams.limits.bytes", "10K",
                    "streams.monitoring.max-listeners", "1200",
                    "streams.monitoring.max-listeners-per-client", "600"));
            return settings;
        }
    }

    /** Quarkus reads the file when it starts, before the first test. */
    static {
        try {
            Files.write(
                    FILE,
                    List.of(
                            "# Tokens of the tests",
                            "",
                            line("reader", READER, "reader"),
                            line("publisher", PUBLISHER, "publisher"),
                            line("orders", ORDERS, "publisher:orders-*"),
                            line("operator", OPERATOR, "operator"),
                            line("greedy", GREEDY, "publisher"),
                            line("admin", ADMIN, "admin,consumer")));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Walk walk;
    private static LogWatch log;

    @TestHTTPResource(value = "/", tls = true)
    URI tls;

    private static String line(String name, String token, String roles) {
        return new ApiToken(name, List.of(roles.split(",")), ApiToken.hash(token)).line();
    }

    @BeforeAll
    static void watchTheLog() {
        log = new LogWatch();
    }

    @AfterAll
    static void noTokenIsInTheLog() {
        log.close();
        assertThat(log.lines()).isNotEmpty();
        assertThat(String.join("\n", log.lines()))
                .doesNotContain(READER, PUBLISHER, ORDERS, SYSTEM, OPERATOR, ADMIN, GREEDY, "a wrong token");
    }

    @BeforeEach
    void readTheDescription() throws Exception {
        if (walk == null) {
            walk = new Walk(READER);
        }
    }

    @Test
    void whoBringsNoTokenIsRefusedEverywhere() throws Exception {
        walk.isRefused(null, "Bearer");
    }

    @ParameterizedTest
    @CsvSource({"rst_0000000000000000000000000000000000000000000", "x", "a wrong token"})
    void whoBringsAWrongTokenIsRefusedEverywhere(String token) throws Exception {
        walk.isRefused(token, "Bearer error=\"invalid_token\"");
    }

    @Test
    void aCallerMayDoWhatItsRolesAllowAndNothingElse() throws Exception {
        walk.mayDoWhatItsRolesAllow(READER, Set.of("reader"));
        walk.mayDoWhatItsRolesAllow(PUBLISHER, Set.of("publisher"));
        walk.mayDoWhatItsRolesAllow(OPERATOR, Set.of("operator", "reader"));
        walk.mayDoWhatItsRolesAllow(ADMIN, Set.of("admin", "operator", "reader", "consumer"));
    }

    @Test
    void onlyThesePlacesAreOpen() throws Exception {
        assertThat(walk.open()).extracting(Walk.Call::path).containsOnly("/", "/health", "/api-docs", "/api/session");
        given().get("/q/health/ready").then().statusCode(not(is(401)));
        given().get("/app/main.js").then().statusCode(200);
        given().accept("text/html").get("/dead-letters").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"/q/metrics", "/q/openapi", "/q/swagger-ui/"})
    void metricsAndDescriptionNeedTheRoleReader(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Bearer"))
                .contentType("application/problem+json")
                .body("detail", containsString("token"));
        as(PUBLISHER).get(path).then().statusCode(403).body("detail", is("This call needs the role reader"));
        as(READER).get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "orders-eu, 201, 201",
        "invoices, 201, 403",
        "user:events, 403, 403",
        "task:queue, 403, 403",
        "chat:messages, 403, 403",
        "system:logs, 403, 403"
    })
    void aPublisherReachesTheStreamsOfItsGrantsOnly(String stream, int publisher, int orders) {
        assertThat(publish(PUBLISHER, stream)).isEqualTo(publisher);
        assertThat(publish(ORDERS, stream)).isEqualTo(orders);
        as(ORDERS)
                .contentType(ContentType.JSON)
                .body("{\"events\": [%s, %s]}".formatted(event("orders-eu"), event(stream)))
                .post("/api/events/batch")
                .then()
                .statusCode(orders);
    }

    @Test
    void aStreamOfTheServiceIsOpenToAGrantThatNamesIt() {
        assertThat(publish(SYSTEM, "system:logs")).isEqualTo(201);
        assertThat(publish(SYSTEM, "orders-eu")).isEqualTo(403);
    }

    @Test
    void theCallsOfAFeatureNeedItsStream() {
        String message = "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"c\"}";
        as(PUBLISHER)
                .contentType(ContentType.JSON)
                .body(message)
                .post("/api/events/chat")
                .then()
                .statusCode(201);
        as(ORDERS)
                .contentType(ContentType.JSON)
                .body(message)
                .post("/api/events/chat")
                .then()
                .statusCode(403)
                .body("detail", is("This call needs the role publisher:chat:messages"));
    }

    @Test
    void theRecordNamesTheCaller() {
        String id = UUID.randomUUID().toString();
        as(OPERATOR)
                .header("X-Request-Id", id)
                .post("/api/groups/system-processing-group/pause")
                .then()
                .statusCode(200);
        as(OPERATOR).post("/api/groups/system-processing-group/resume").then().statusCode(200);
        as(READER)
                .get("/api/operations?who=operator&action=group.pause")
                .then()
                .statusCode(200)
                .body("operations.requestId", hasItem(id));
    }

    @Test
    void aScheduledEventIsCancelledByWhoMayPublishItOnly() {
        String body = "{\"streamName\": \"invoices\", \"eventType\": \"a.b\", \"payload\": {},"
                + " \"deliverAt\": \"2999-01-01T00:00:00Z\"}";
        String id = as(PUBLISHER)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/events/custom")
                .then()
                .statusCode(202)
                .extract()
                .path("eventId");
        as(ORDERS).delete("/api/events/scheduled/{id}", id).then().statusCode(403);
        as(PUBLISHER).delete("/api/events/scheduled/{id}", id).then().statusCode(200);
    }

    @Test
    void aBrowserSignsInWithACookieThatNoScriptAndNoOtherSiteHas() {
        given().get("/api/session")
                .then()
                .statusCode(200)
                .body("mode", is("tokens"))
                .body("name", nullValue())
                .body("roles", empty());
        String cookie = given().contentType(ContentType.JSON)
                .header("X-Forwarded-Proto", "https")
                .body("{\"token\": \"" + OPERATOR + "\"}")
                .post("/api/session")
                .then()
                .statusCode(200)
                .body("name", is("operator"))
                .body("roles", contains("operator", "reader"))
                .header(
                        "Set-Cookie",
                        allOf(
                                containsString("HttpOnly"),
                                containsString("SameSite=Strict"),
                                containsString("Secure"),
                                containsString("Path=/")))
                .extract()
                .cookie("streams-session");

        given().cookie("streams-session", cookie).get("/api/session").then().body("name", is("operator"));
        given().cookie("streams-session", cookie).get("/api/groups").then().statusCode(200);
        given().cookie("streams-session", cookie)
                .delete("/api/session")
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsString("Max-Age=0"));
        given().contentType(ContentType.JSON)
                .body("{\"token\": \"wrong\"}")
                .post("/api/session")
                .then()
                .statusCode(401);
    }

    @Test
    void anotherSiteCannotUseTheCookie() {
        given().cookie("streams-session", OPERATOR)
                .header("Sec-Fetch-Site", "same-site")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/dead-letters/redrive")
                .then()
                .statusCode(403);
        given().cookie("streams-session", OPERATOR)
                .header("Origin", "http://other.localhost")
                .post("/api/groups/none/pause")
                .then()
                .statusCode(403);
        given().cookie("streams-session", OPERATOR)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body("{\"group\": \"none\"}")
                .post("/api/dead-letters/redrive")
                .then()
                .statusCode(202);
    }

    @Test
    void tokensAreChangedWithoutARestart() throws IOException {
        String added = ApiToken.draw();
        as(added).get("/api/groups").then().statusCode(401);

        List<String> before = Files.readAllLines(FILE);
        Files.writeString(FILE, String.join("\n", before) + "\n" + line("added", added, "reader") + "\n");
        await().untilAsserted(() -> as(added).get("/api/groups").then().statusCode(200));

        Files.writeString(FILE, "this is no token\n");
        as(added).get("/api/groups").then().statusCode(200);

        Files.write(FILE, before);
        await().untilAsserted(() -> as(added).get("/api/groups").then().statusCode(401));
        as(READER).get("/api/groups").then().statusCode(200);
    }

    @Test
    void whatACallerPublishesBearsItsName() {
        String id = UUID.randomUUID().toString();
        as(PUBLISHER)
                .contentType(ContentType.JSON)
                .body("{\"streamName\": \"invoices\", \"eventType\": \"a.b\", \"payload\": {}, \"id\": \"" + id + "\"}")
                .post("/api/events/custom")
                .then()
                .statusCode(201);
        as(READER)
                .get("/api/monitoring/streams/invoices/messages?order=newest&limit=100")
                .then()
                .statusCode(200)
                .body("messages.find { it.eventId == '" + id + "' }.publisher", is("publisher"));

        String user = as(PUBLISHER)
                .contentType(ContentType.JSON)
                .body("{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(id, id))
                .post("/api/users")
                .then()
                .statusCode(201)
                .extract()
                .path("eventId");
        await().untilAsserted(() -> as(READER)
                .get("/api/events/processed?eventId=" + user)
                .then()
                .body("events.publisher", contains("publisher")));
        as(READER).get("/api/events/" + user).then().body("publisher", is("publisher"));
    }

    @Test
    void aCallerWhoPublishesMoreThanItsShareIsToldWhenToGoOn() {
        String large = "{\"streamName\": \"invoices\", \"eventType\": \"a.b\", \"payload\": {\"text\": \""
                + "x".repeat(240_000) + "\"}}";
        as(GREEDY)
                .contentType(ContentType.JSON)
                .body(large)
                .post("/api/events/custom")
                .then()
                .statusCode(201);
        as(GREEDY)
                .contentType(ContentType.JSON)
                .body(event("invoices"))
                .post("/api/events/custom")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesRegex("[1-9][0-9]?"))
                .body("detail", containsString("streams.limits.bytes"));
        assertThat(publish(PUBLISHER, "invoices")).isEqualTo(201);
    }

    @Test
    void aThousandTailsAreOpenWhileOthersAreServed() throws Exception {
        assertThat(publish(PUBLISHER, "tailed")).isEqualTo(201);
        try (Tails tails = new Tails("/api/streams/tailed/tail")) {
            tails.open(600, READER);
            tails.open(400, OPERATOR);
            await().atMost(Duration.ofSeconds(60)).until(() -> tails.opened() == 1000);

            as(READER)
                    .get("/api/streams/tailed/tail")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", matchesRegex("[1-9][0-9]?"));
            as(READER).get("/api/groups").then().statusCode(200);
            as(ADMIN).get("/api/events/processed").then().statusCode(200);
            assertThat(publish(PUBLISHER, "tailed")).isEqualTo(201);
            await().atMost(Duration.ofSeconds(60)).until(() -> tails.told() == 1000);
        }
    }

    @Test
    void aConnectionByTlsNeedsACertificateOfTheAuthority() throws Exception {
        assertThat(CERTIFICATES
                        .client(true)
                        .send(tls("/api/session"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(CERTIFICATES
                        .client(true)
                        .send(tls("/api/groups"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThatThrownBy(() -> CERTIFICATES.client(false).send(tls("/api/session"), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private HttpRequest tls(String path) {
        return HttpRequest.newBuilder(tls.resolve(path)).build();
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static int publish(String token, String stream) {
        return as(token)
                .contentType(ContentType.JSON)
                .body(event(stream))
                .post("/api/events/custom")
                .statusCode();
    }

    private static String event(String stream) {
        return "{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}}".formatted(stream);
    }
}
