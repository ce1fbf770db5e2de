package io.redisstreams.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** The calls that tests make. */
final class Calls {
    private Calls() {}

    static ValidatableResponse post(String path, String body, Object... parameters) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(path, parameters)
                .then();
    }

    static ValidatableResponse put(String path, String body, Object... parameters) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(path, parameters)
                .then();
    }

    static ValidatableResponse get(String path, Object... parameters) {
        return given().get(path, parameters).then();
    }

    static ValidatableResponse delete(String path, Object... parameters) {
        return given().delete(path, parameters).then();
    }

    /** A new user with a name that no other test has. */
    static String createUser() {
        String name = name();
        return post("/api/users", "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name))
                .statusCode(201)
                .extract()
                .path("user.id");
    }

    static String name() {
        return "user-" + UUID.randomUUID();
    }
}
