package io.redisstreams.http;

import static io.redisstreams.http.connection.RawClient.request;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.http.connection.RawClient;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client of ours sends: each answer is a problem that says what to do. */
@QuarkusTest
class UnusualRequestsTest {
    @Inject
    RedisDataSource redis;

    @TestHTTPResource
    URI service;

    /** The connections after the first request to a service are guarded. */
    @BeforeEach
    void firstRequest() {
        get("/");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/events/processed?q={, 400",
        "GET, /api/events/processed?q=%zz, 400",
        "GET, /api/events/processed?q=%, 400",
        "GET, /api/users/[, 400",
        "GET, /api/users/%zz, 400",
        "GET, /api/users/%, 400",
        "GET, /api/users/\\, 400",
        "GET, /api/users/^|, 400",
        "GET, /api/users/%00, 404",
        "DELETE, /api/streams/orders/groups/%00, 404",
        "DELETE, /api/streams/%00, 404",
        "DELETE, /api/groups/%00, 404",
        "GET, /api/users/ä, 404",
        "GET, /api/../../etc/passwd, 404",
        "GET, api/users, 404",
        "GET, *, 404",
        "INVENTED, /api/users, 501",
        "TRACE, /api/users, 501",
        "CONNECT, localhost:80, 501"
    })
    void linesThatCannotBeReadAreProblems(String method, String path, int status) {
        String answer = RawClient.ask(service.getPort(), request(method, path, "Connection: close"));
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json", "\"detail\":");
    }

    @ParameterizedTest
    @CsvSource({"4097, 414", "20000, 414"})
    void aLongAddressIsAProblem(int length, int status) {
        String answer = RawClient.ask(service.getPort(), request("GET", "/" + "x".repeat(length)));
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\0",
                "Content-Type: application/json;charset=nothing",
                "Content-Type: x",
                "Content-Type: ;;;",
                "Content-Type: /",
                "Content-Length: x",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: x",
                "Accept: ;;;",
                "Accept: /"
            })
    void headersThatCannotBeReadAreProblems(String header) {
        String answer =
                RawClient.ask(service.getPort(), request("POST", "/api/users", "Connection: close", header) + "{}");
        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").contains("application/problem+json", "\"detail\":");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/users, DELETE, 'GET, HEAD, OPTIONS, POST'",
        "/api/users/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11, PATCH, 'DELETE, GET, HEAD, OPTIONS, PUT'",
        "/api/events/custom, GET, 'OPTIONS, POST'",
        "/api/events/processed, POST, 'GET, HEAD, OPTIONS'"
    })
    void anotherMethodIsToldWhichThereAre(String path, String method, String allowed) {
        given().request(method, path).then().statusCode(405).header("Allow", allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "start=(18446744073709551615-18446744073709551615",
        "end=(0-0",
        "end=(00-000",
        "start=9999-12-31T23:59:59Z",
        "end=1970-01-01T00:00:00Z"
    })
    void pagesOutsideOfAllIdsAreEmpty(String range) {
        String stream = stream();
        given().urlEncodingEnabled(false)
                .get("/api/monitoring/streams/" + stream + "/messages?" + range)
                .then()
                .statusCode(200)
                .body("messages.size()", org.hamcrest.Matchers.is(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end=-999999999-01-01T00:00:00Z",
                "start=%2B999999999-01-01T00:00:00Z",
                "start=1969-12-31T23:59:59Z",
                "end=(-",
                "start=18446744073709551616-0"
            })
    void boundsThatCannotBeAreRefused(String range) {
        given().urlEncodingEnabled(false)
                .get("/api/monitoring/streams/" + stream() + "/messages?" + range)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pending?group=g&end=(0-0", "pending?group=g&start=(18446744073709551615-18446744073709551615"})
    void noPendingEntriesAreOutsideOfAllIds(String call) {
        String stream = stream();
        redis.execute("XGROUP", "CREATE", stream, "g", "0");
        given().urlEncodingEnabled(false)
                .get("/api/monitoring/streams/" + stream + '/' + call)
                .then()
                .statusCode(200);
    }

    @Test
    void aTailGoesOnAfterTheHighestId() {
        String highest = "18446744073709551615-18446744073709551615";
        try (RawClient client = new RawClient(service.getPort())) {
            client.send(request("GET", "/api/streams/" + stream() + "/tail?lastEventId=" + highest));
            assertThat(client.readUntil("welcome")).startsWith("HTTP/1.1 200").contains("welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/users",
                "/api/nothing",
                "/api/events/processed?limit=0",
                "/q/health/live",
                "/q/openapi"
            })
    void answersAreNeitherGuessedNorKeptNorFramed(String path) {
        given().accept("application/json, */*")
                .get(path)
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .header("X-Frame-Options", "DENY")
                .header("Content-Type", not(containsString("qs=")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/swagger-ui/", "/q/swagger-ui/index.html"})
    void theDocumentationCannotBeFramed(String path) {
        get(path)
                .then()
                .statusCode(200)
                .header("X-Frame-Options", "DENY")
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @Test
    void aBrowserGetsThePageWithoutAMark() {
        given().accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/")
                .then()
                .header("Content-Type", "text/html;charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, 200",
        "127.0.0.1, 200",
        "[::1]:1, 200",
        "LOCALHOST, 200",
        "evil.example, 421",
        "localhost.evil.example, 421"
    })
    void onlyKnownHostsAreServed(String host, int status) {
        String answer = RawClient.ask(
                service.getPort(),
                "GET /api/users?limit=1 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void probesAskByAnyHost() {
        String answer = RawClient.ask(
                service.getPort(), "GET /q/health/live HTTP/1.1\r\nHost: 10.0.0.1:80\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void aRequestNamesItsHost() {
        String answer = RawClient.ask(service.getPort(), "GET /api/users HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    private String stream() {
        String stream = "unusual:" + UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"streamName\": \"%s\", \"eventType\": \"a\", \"payload\": {}}".formatted(stream))
                .post("/api/events/custom")
                .then()
                .statusCode(201);
        return stream;
    }
}
