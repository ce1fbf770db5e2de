package io.redisstreams.http.connection;

import static io.redisstreams.http.connection.RawClient.request;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers choose methods and paths; the labels of the metrics are chosen here. */
@QuarkusTest
class RequestMetricsTest {
    @TestHTTPResource
    URI service;

    /** The first request to a service shows where its connections come from. */
    @BeforeEach
    void firstRequest() {
        get("/");
    }

    @Test
    void inventedMethodsAreNoLabels() {
        String name = "M" + UUID.randomUUID().toString().replace("-", "");
        String requests = String.join(
                "",
                IntStream.range(0, 50)
                        .mapToObj(i -> request(name + i, "/api/users/x"))
                        .toList());
        try (RawClient client = new RawClient(service.getPort())) {
            client.send(requests);
            client.readToEnd();
        }
        RawClient.ask(service.getPort(), request(name, "/api/monitoring/feed", "Connection: close"));
        assertThat(metrics()).isNotEmpty().noneMatch(line -> line.contains(name));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/{path}, 404",
        "GET, /{path}, 404",
        "GET, /q/{path}, 404",
        "GET, /app/{path}.js, 404",
        "PATCH, /api/users/{path}, 405",
        "OPTIONS, /api/users/{path}, 200",
        "OPTIONS, /api/{path}, 200",
        "DELETE, /api/users;{path}, 405",
        "POST, /api/users;{path}, 415",
        "GET, /api/users;{path}, 200",
        "GET, /api/monitoring/groups/{path}, 404"
    })
    void pathsAreNoLabels(String method, String path, int status) {
        String invented = UUID.randomUUID().toString();
        given().contentType("text/plain")
                .body("POST".equals(method) ? "{}" : "")
                .urlEncodingEnabled(false)
                .request(method, path.replace("{path}", invented))
                .then()
                .statusCode(status);
        assertThat(metrics()).noneMatch(line -> line.contains(invented));
    }

    @Test
    void aPathIsOneLabelHoweverItIsWritten() {
        String before = "/api/users";
        get(before).then().statusCode(200);
        given().urlEncodingEnabled(false).get("/api/%75sers").then().statusCode(200);
        given().urlEncodingEnabled(false).get("//api//users/").then().statusCode(200);
        assertThat(metrics()).noneMatch(line -> line.contains("%75")).anyMatch(line -> counts(line, "GET", before));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/tasks, /api/tasks",
        "/api/monitoring/groups/none, /api/monitoring/groups/{group}",
        "/api/users/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11, /api/users/{id}",
        "/, root",
        "/app/main.js, /*",
        "/nothing, /*"
    })
    void routesAreCountedByTheirTemplates(String path, String label) {
        for (int i = 0; i < 15; i++) {
            get("/nothing-" + i);
        }
        get(path);
        assertThat(metrics()).anyMatch(line -> counts(line, "GET", label));
    }

    private static boolean counts(String line, String method, String label) {
        return line.startsWith("http_server_requests_seconds_count{")
                && line.contains("method=\"" + method + '"')
                && line.contains("uri=\"" + label + '"');
    }

    private static List<String> metrics() {
        return get("/q/metrics").asString().lines().toList();
    }
}
