package io.redisstreams.http.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OtherSitesTest {
    private static final String CALL = "/api/groups/chat-processing-group/resume";

    @Test
    void pagesOfOtherSitesChangeNothing() {
        refused(given().header("Sec-Fetch-Site", "cross-site"));
        refused(given().header("Sec-Fetch-Site", "same-site"));
        refused(given().header("Origin", "https://elsewhere.example"));
        refused(given().header("Origin", "null"));
        refused(given().header("Origin", "::"));
        refused(given().header("Origin", "https://elsewhere.example").contentType("text/plain"));
    }

    @Test
    void thoseOfTheServiceAndOtherClientsDo() {
        given().post(CALL).then().statusCode(200);
        given().header("Sec-Fetch-Site", "same-origin").post(CALL).then().statusCode(200);
        given().header("Origin", "http://localhost:" + RestAssured.port)
                .post(CALL)
                .then()
                .statusCode(200);
        // A browser asks before it sends this elsewhere, and is refused unless CORS is on.
        given().header("Sec-Fetch-Site", "cross-site")
                .contentType("application/json")
                .post(CALL)
                .then()
                .statusCode(200);
    }

    @Test
    void theyMayRead() {
        given().header("Sec-Fetch-Site", "cross-site").get("/api/groups").then().statusCode(200);
    }

    private static void refused(RequestSpecification call) {
        call.post(CALL)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("title", is("Forbidden"))
                .body("detail", containsString("CORS_ORIGINS"));
    }
}
