package io.redisstreams.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every call that the description of the API has, made by callers of all kinds. */
final class Walk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Call> calls;

    /** @param roles that the call takes, one of them; none: anybody may make it */
    record Call(String method, String path, List<String> roles) {}

    /** @param body of a refusal; null otherwise, for some answers have no end */
    record Answer(int status, String challenge, JsonNode body) {}

    /** @param reader a token whose caller may read the description */
    Walk(String reader) throws IOException, InterruptedException {
        Answer description = send("GET", "/q/openapi?format=json", reader, true);
        assertThat(description.status()).isEqualTo(200);
        calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : description.body().get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    calls.add(new Call(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            roles(method.getValue().at("/security/0/token"))));
                }
            }
        }
        assertThat(calls).hasSizeGreaterThan(40);
    }

    /** The calls that need a role. */
    List<Call> guarded() {
        return calls.stream().filter(call -> !call.roles().isEmpty()).toList();
    }

    List<Call> open() {
        return calls.stream().filter(call -> call.roles().isEmpty()).toList();
    }

    /** Refused with a challenge, whatever the call is. */
    void isRefused(String token, String challenge) throws IOException, InterruptedException {
        for (Call call : guarded()) {
            Answer answer = send(call, token);
            assertThat(answer.status()).as("%s", call).isEqualTo(401);
            assertThat(answer.challenge()).as("%s", call).isEqualTo(challenge);
            assertThat(answer.body().path("status").asInt()).as("%s", call).isEqualTo(401);
            assertThat(answer.body().path("detail").asText()).as("%s", call).contains("token");
        }
    }

    /** Refused where the call takes none of the caller's roles, by an answer that names those it takes; let in elsewhere. */
    void mayDoWhatItsRolesAllow(String token, Set<String> roles) throws IOException, InterruptedException {
        for (Call call : guarded()) {
            Answer answer = send(call, token);
            if (call.roles().stream().anyMatch(roles::contains)) {
                assertThat(answer.status()).as("%s by %s", call, roles).isNotIn(401, 403);
            } else {
                assertThat(answer.status()).as("%s by %s", call, roles).isEqualTo(403);
                assertThat(answer.body().path("detail").asText())
                        .as("%s by %s", call, roles)
                        .isEqualTo("This call needs the role " + String.join(" or ", call.roles()));
            }
        }
    }

    Answer send(Call call, String token) throws IOException, InterruptedException {
        return send(call.method(), call.path().replaceAll("\\{[^}]+}", "nothing"), token, false);
    }

    /** @param whole reads the body, also of an answer that is no refusal */
    Answer send(String method, String path, String token, boolean whole) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            boolean refused = response.statusCode() >= 400;
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("WWW-Authenticate").orElse(null),
                    refused || whole ? JSON.readTree(body) : null);
        }
    }

    private static List<String> roles(JsonNode scopes) {
        List<String> roles = new ArrayList<>();
        scopes.forEach(scope -> roles.add(scope.asText()));
        return roles;
    }
}
