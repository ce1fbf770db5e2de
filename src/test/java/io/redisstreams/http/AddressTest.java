package io.redisstreams.http;

import static io.redisstreams.http.Calls.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AddressTest {
    private static final int MIB = 1024 * 1024;

    @TestHTTPResource("/api/events/custom")
    URI custom;

    @Test
    void theWayInListsWhatThereIs() {
        get("/").statusCode(200)
                .body("name", is("redis-streams-service"))
                .body("version", notNullValue())
                .body("links.users", is("/api/users"));
    }

    @ParameterizedTest
    @CsvSource({"/health, /q/health", "/api-docs, /q/swagger-ui"})
    void oldAddressesLeadToTheNewOnes(String old, String now) {
        given().redirects().follow(false).get(old).then().statusCode(307).header("Location", now);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, 404",
        "GET, /api, 404",
        "GET, /nothing, 404",
        "GET, /api/users/5, 404",
        "GET, /api/users/5/events, 404",
        "GET, /api/tasks/x, 404",
        "GET, /api/users/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11, 404",
        "GET, /api/tasks/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11, 404",
        "DELETE, /api/users/5, 404",
        "DELETE, /api/users, 405",
        "PATCH, /api/users/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11, 405",
        "GET, /api/events/custom, 405",
        "POST, /api/events/processed, 405",
        "POST, /, 405"
    })
    void whatIsNotThereIsAProblem(String method, String path, int status) {
        given().request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("instance", is(path));
    }

    @Test
    void anIdThatIsNoUuidIsNotFound() {
        given().contentType(ContentType.JSON)
                .body("{\"completedBy\": \"a\"}")
                .post("/api/events/tasks/5/complete")
                .then()
                .statusCode(404);
        given().contentType(ContentType.JSON)
                .body("{}")
                .put("/api/users/5")
                .then()
                .statusCode(404);
    }

    @Test
    void otherMediaTypesAreRefused() {
        given().contentType("text/plain")
                .body("{}")
                .post("/api/users")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("detail", startsWith("This address takes JSON"));
        given().accept("text/html").get("/api/users").then().statusCode(406).contentType("application/problem+json");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        given().contentType(ContentType.JSON)
                .body("{\"a\": \"" + "x".repeat(MIB) + "\"}")
                .post("/api/events/custom")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("instance", is("/api/events/custom"));
    }

    @Test
    void aBodyInChunksOverTheLimitIsRefused() throws IOException, InterruptedException {
        byte[] body = ("{\"streamName\": \"" + "x".repeat(MIB + 1000) + "\"}").getBytes();
        HttpRequest request = HttpRequest.newBuilder(custom)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        Assertions.assertThat(answer.statusCode()).isEqualTo(413);
        Assertions.assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aBodyBelowTheLimitIsRead() {
        given().contentType(ContentType.JSON)
                .body("{\"events\": [" + " ".repeat(MIB - 100) + "]}")
                .post("/api/events/batch")
                .then()
                .statusCode(400);
    }
}
