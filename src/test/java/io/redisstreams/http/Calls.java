package io.redisstreams.http;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** The calls that tests make. */
public final class Calls {
    private Calls() {}

    public static ValidatableResponse post(String path, String body, Object... parameters) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(path, parameters)
                .then();
    }

    public static ValidatableResponse put(String path, String body, Object... parameters) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(path, parameters)
                .then();
    }

    public static ValidatableResponse get(String path, Object... parameters) {
        return given().get(path, parameters).then();
    }

    public static ValidatableResponse delete(String path, Object... parameters) {
        return given().delete(path, parameters).then();
    }

    /** A new user with a name that no other test has. */
    public static String createUser() {
        String name = name();
        return post("/api/users", "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name))
                .statusCode(201)
                .extract()
                .path("user.id");
    }

    public static String name() {
        return "user-" + UUID.randomUUID();
    }
}
