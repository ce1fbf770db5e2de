package io.redisstreams.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description of the API is complete, so that a new call cannot be forgotten in it. */
@QuarkusTest
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private record Operation(String name, JsonNode node) {}

    private JsonNode document;
    private List<Operation> operations;

    @BeforeEach
    void read() throws JsonProcessingException {
        document = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(new Operation(method.getKey() + " " + path.getKey(), method.getValue()));
                }
            }
        }
    }

    @Test
    void isOfThisService() {
        assertThat(document.at("/info/title").asText()).isEqualTo("redis-streams-service");
        assertThat(document.at("/info/license/name").asText()).isEqualTo("MIT");
        assertThat(operations).hasSizeGreaterThanOrEqualTo(21);
    }

    @Test
    void everyCallSaysWhatItDoes() {
        assertThat(without(operation -> has(operation.node(), "summary")
                        && has(operation.node(), "description")
                        && operation.node().path("tags").size() == 1))
                .isEmpty();
    }

    @Test
    void everyBodyHasASchemaAndAnExample() {
        assertThat(without(operation -> !operation.node().has("requestBody")
                        || isComplete(operation.node().get("requestBody"))))
                .isEmpty();
    }

    @Test
    void everyAnswerHasASchemaAndAnExample() {
        assertThat(operations.stream()
                        .flatMap(operation -> operation.node().get("responses").properties().stream()
                                .filter(answer -> !answer.getKey().startsWith("3"))
                                .filter(answer -> !isComplete(answer.getValue()))
                                .map(answer -> operation.name() + " " + answer.getKey())))
                .isEmpty();
    }

    @Test
    void everyCallOfTheApiTellsAProblem() {
        assertThat(without(operation -> !operation.name().contains(" /api/")
                        || operation.node().get("responses").properties().stream()
                                .map(answer -> resolve(answer.getValue()).path("content"))
                                .anyMatch(content -> content.has("application/problem+json"))))
                .isEmpty();
    }

    @Test
    void everyCallOfTheApiNamesItsRole() {
        assertThat(without(operation -> !operation.name().contains(" /api/")
                        || operation.name().endsWith(" /api/session")
                        || operation.node().at("/security/0/token").size() == 1
                                && operation.node().path("responses").has("403")))
                .isEmpty();
    }

    /** A resource that is for readers may get a method that is not. */
    @Test
    void noCallThatChangesSomethingIsForReaders() {
        assertThat(without(operation -> operation.name().startsWith("get ")
                        || !operation.node().at("/security/0/token").toString().contains("reader")))
                .isEmpty();
    }

    @Test
    void everyParameterIsDescribed() {
        assertThat(without(operation -> StreamSupport.stream(
                                operation.node().path("parameters").spliterator(), false)
                        .map(this::resolve)
                        .allMatch(parameter -> parameter.has("schema")
                                && (parameter.get("in").asText().equals("path") || has(parameter, "description")))))
                .isEmpty();
    }

    /** Names of the operations that are not so. */
    private List<String> without(Predicate<Operation> complete) {
        return operations.stream()
                .filter(complete.negate())
                .map(Operation::name)
                .toList();
    }

    private static boolean has(JsonNode node, String text) {
        return !node.path(text).asText().isBlank();
    }

    private boolean isComplete(JsonNode bodyOrAnswer) {
        JsonNode content = resolve(bodyOrAnswer).path("content");
        return content.size() == 1
                && (content.iterator().next().has("example")
                        || content.iterator().next().has("examples"))
                && content.iterator().next().has("schema")
                && !resolve(content.iterator().next().get("schema")).isMissingNode();
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
