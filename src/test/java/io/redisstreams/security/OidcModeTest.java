package io.redisstreams.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers with tokens of an OpenID provider, and people who sign in there. */
@QuarkusTest
@TestProfile(OidcModeTest.Oidc.class)
@WithTestResource(value = OidcWiremockTestResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OidcModeTest {
    private static final String ISSUER = "https://server.example.com";
    private static final String CLIENT = "redis-streams-service";

    public static class Oidc implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "streams.security", "oidc",
                    "quarkus.oidc.auth-server-url", "${keycloak.url}/realms/quarkus",
                    "quarkus.oidc.client-id", CLIENT,
                    "quarkus.oidc.credentials.secret", "a secret that is long enough for the cookie");
        }
    }

    private static Walk walk;

    @BeforeEach
    void readTheDescription() throws Exception {
        if (walk == null) {
            walk = new Walk(token("reader"));
        }
    }

    @Test
    void whoBringsNoTokenIsRefusedEverywhere() throws Exception {
        walk.isRefused(null, "Bearer");
    }

    @Test
    void whoBringsATokenThatCannotBeBelievedIsRefusedEverywhere() throws Exception {
        for (String token : new String[] {
            "x",
            signed(claims("admin").expiresAt(Instant.now().minusSeconds(3600))),
            signed(claims("admin").audience("another-client")),
            signed(claims("admin").issuer("https://another.example.com")),
            claims("admin").jws().keyId("1").sign(foreignKey())
        }) {
            walk.isRefused(token, "Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void aCallerMayDoWhatItsRolesAllowAndNothingElse() throws Exception {
        walk.mayDoWhatItsRolesAllow(token("reader"), Set.of("reader"));
        walk.mayDoWhatItsRolesAllow(token("publisher:orders-*"), Set.of("publisher"));
        walk.mayDoWhatItsRolesAllow(token("operator"), Set.of("operator", "reader"));
        walk.mayDoWhatItsRolesAllow(token("admin"), Set.of("admin", "operator", "reader"));
        walk.mayDoWhatItsRolesAllow(token("something-else"), Set.of());
    }

    @Test
    void aGrantOfTheProviderIsBoundToItsStreams() {
        assertThat(publish("orders-eu")).isEqualTo(201);
        assertThat(publish("invoices")).isEqualTo(403);
    }

    @Test
    void whoCallsIsKnownByName() {
        given().header("Authorization", "Bearer " + token("reader"))
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("mode", is("oidc"))
                .body("name", is("ada"));
        given().get("/api/session").then().statusCode(200);
    }

    @Test
    void peopleAreSentToTheProviderFromOneAddressOnly() {
        given().redirects()
                .follow(false)
                .accept("text/html")
                .get("/sign-in")
                .then()
                .statusCode(302)
                .header("Location", startsWith("http"))
                .header("Location", containsString("response_type=code"))
                .header("Location", containsString("client_id=" + CLIENT))
                .header("Location", containsString("redirect_uri="))
                .header("Location", containsString("sign-in"));
        given().accept("text/html").get("/").then().statusCode(200);
    }

    @Test
    void aPersonSignsInWithTheProviderAndIsKnownByACookie() {
        Response sent = given().redirects().follow(false).get("/sign-in");
        Matcher state = Pattern.compile("[?&]state=([^&]+)").matcher(sent.header("Location"));
        assertThat(state.find()).isTrue();

        Response back = given().redirects()
                .follow(false)
                .cookies(sent.cookies())
                .get("/sign-in?state={state}&code={code}", state.group(1), UUID.randomUUID());
        assertThat(back.statusCode()).as(back.asString()).isEqualTo(303);
        assertThat(URI.create(back.header("Location")).getPath()).isEqualTo("/");
        assertThat(back.headers().getValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("q_session"))
                .isNotEmpty()
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict"));

        given().cookies(back.cookies())
                .get("/api/session")
                .then()
                .body("name", is("alice"))
                .body("roles", contains("admin", "operator", "reader"));
        given().cookies(back.cookies()).get("/api/groups").then().statusCode(200);
        given().cookies(back.cookies()).post("/api/groups/none/pause").then().statusCode(404);
        given().cookies(back.cookies())
                .header("Origin", "https://another.example.com")
                .post("/api/groups/none/pause")
                .then()
                .statusCode(403);
        assertThat(given().cookies(back.cookies())
                        .delete("/api/session")
                        .headers()
                        .getValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("q_session") && cookie.contains("Max-Age=0"));
    }

    private static int publish(String stream) {
        return given().header("Authorization", "Bearer " + token("publisher:orders-*"))
                .contentType("application/json")
                .body("{\"streamName\": \"%s\", \"eventType\": \"a.b\", \"payload\": {}}".formatted(stream))
                .post("/api/events/custom")
                .statusCode();
    }

    private static String token(String... roles) {
        return signed(claims(roles));
    }

    private static JwtClaimsBuilder claims(String... roles) {
        return Jwt.preferredUserName("ada")
                .groups(Set.of(roles))
                .issuer(ISSUER)
                .audience(CLIENT)
                .expiresIn(600);
    }

    /** With the key of the provider. */
    private static String signed(JwtClaimsBuilder claims) {
        return claims.jws().keyId("1").sign("privateKey.jwk");
    }

    private static PrivateKey foreignKey() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        return keys.generateKeyPair().getPrivate();
    }
}
