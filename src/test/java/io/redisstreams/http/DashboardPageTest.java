package io.redisstreams.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the dashboard is served; what it does is tested in a browser. */
@QuarkusTest
class DashboardPageTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Pattern ADDRESS = Pattern.compile("\"(/(?:_static|webjars|app)/[^\"]+[^/\"])\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/streams/user:events",
                "/streams/a%2Fb",
                "/groups/user-processing-group",
                "/events",
                "/events?status=dead",
                "/events/019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11",
                "/dead-letters",
                "/scheduled",
                "/publish",
                "/operations",
                "/signed-out",
                "/sign-in"
            })
    void aBrowserGetsThePageAtEachAddress(String address) {
        open(address)
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self' 'sha256-"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("Referrer-Policy", is("no-referrer"))
                .header("Cache-Control", is("no-cache"))
                .body(containsString("<app-shell>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/streams", "/events/a/b", "/apiary"})
    void aBrowserGetsAPageWhereThereIsNone(String address) {
        open(address)
                .statusCode(404)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .body(containsString("<app-shell>"));
        given().accept("*/*").get(address).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/api", "/q/nothing", "/app/nothing.js"})
    void dataAndFilesThatAreNotThereAreAProblem(String address) {
        open(address).statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, */*"})
    void othersGetJsonAtTheRoot(String accept) {
        given().accept(accept).get("/").then().statusCode(200).contentType("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/groups", "/api/nothing", "/q/metrics", "/q/openapi", "/api/session"})
    void dataIsNotKeptGuessedOrFramed(String address) {
        given().accept("application/json, */*")
                .get(address)
                .then()
                .header("Cache-Control", is("no-store"))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("X-Frame-Options", is("DENY"))
                .header("Referrer-Policy", is("no-referrer"));
    }

    @Test
    void whatThePageNamesIsThere() {
        String page = open("/").extract().asString();
        assertThat(ADDRESS.matcher(page).results().map(found -> found.group(1)).toList())
                .hasSizeGreaterThan(7)
                .allSatisfy(address -> given().get(address).then().statusCode(200));
    }

    @Test
    void ofThePagesOwnFilesTheNewestIsUsed() {
        given().get("/app/main.js").then().statusCode(200).header("Cache-Control", is("no-cache"));
    }

    private static ValidatableResponse open(String address) {
        return given().urlEncodingEnabled(false).accept(BROWSER).get(address).then();
    }
}
