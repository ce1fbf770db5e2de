package io.redisstreams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes requests of the description of the API: some as it says, most of them nearly so. */
final class Fuzz {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "orders",
            "0",
            "-1",
            "1.5",
            "1e999",
            "99999999999999999999",
            "true",
            "null",
            "2026-02-30T25:61:00Z",
            "2026-01-01T00:00:00Z",
            "00000000-0000-0000-0000-000000000000",
            "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11",
            "0-0",
            "18446744073709551616-0",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            "%_\\",
            "{}[]\"",
            "\u0000",
            "\ud800",
            "\u202e\u001b[31m",
            "ä€😀",
            "\r\nSet-Cookie: a=b",
            "x".repeat(300),
            "y".repeat(12_000));

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[",
            "null",
            "true",
            "1",
            "\"text\"",
            "[]",
            "{}",
            "{\"a\":1}",
            "[".repeat(2000),
            "{\"a\":".repeat(1200),
            "\ufeff{}",
            "{} {}",
            "{\"\u0000\":1}",
            "{'a': 1}",
            "NaN");

    private final Random random;
    private final List<Call> calls = new ArrayList<>();

    /** @param example of the body, or null where the call takes none */
    private record Call(String method, String path, List<String> parameters, JsonNode example) {}

    /** @param body null for none */
    record Request(String method, String path, String contentType, String key, String body) {}

    Fuzz(JsonNode description, long seed) {
        random = new Random(seed);
        for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey()) && !isEndless(method.getValue())) {
                    calls.add(call(method.getKey(), path.getKey(), method.getValue(), description));
                }
            }
        }
    }

    private static boolean isEndless(JsonNode operation) {
        return operation.at("/responses/200/content").has("text/event-stream");
    }

    private static Call call(String method, String path, JsonNode operation, JsonNode description) {
        List<String> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode known = parameter.has("$ref")
                    ? description.at(parameter.get("$ref").asText().substring(1))
                    : parameter;
            if (known.path("in").asText().equals("query")) {
                parameters.add(known.get("name").asText());
            }
        });
        JsonNode content = operation.at("/requestBody/content");
        JsonNode example = content.isEmpty() ? null : content.elements().next().get("example");
        return new Call(method.toUpperCase(Locale.ROOT), path, parameters, example);
    }

    /** @param mark stands in the texts of its body */
    Request next(String mark) {
        Call call = one(calls);
        return new Request(
                call.method(),
                path(call) + query(call),
                call.example() == null
                        ? null
                        : often("application/json", "text/plain", "application/xml", "json", null),
                random.nextInt(5) == 0
                        ? one(List.of("k" + random.nextInt(20), "\"quoted\"", "a".repeat(400), " "))
                        : null,
                call.example() == null ? null : body(call.example(), mark));
    }

    private String path(Call call) {
        StringBuilder path = new StringBuilder();
        for (String part : call.path().split("/")) {
            if (!part.isEmpty()) {
                path.append('/').append(part.startsWith("{") ? encoded(one(TEXTS)) : part);
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private String query(Call call) {
        StringBuilder query = new StringBuilder();
        for (String name : call.parameters()) {
            if (random.nextInt(4) == 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(one(TEXTS)));
            }
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.isEmpty() ? "_" : text, StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private String body(JsonNode example, String mark) {
        if (random.nextInt(6) == 0) {
            return one(BODIES);
        }
        JsonNode changed = marked(example, mark);
        for (int i = random.nextInt(4); i > 0; i--) {
            changed = changed(changed, 0);
        }
        String text = written(changed);
        return random.nextInt(10) == 0 ? text.substring(0, random.nextInt(text.length() + 1)) : text;
    }

    /** The same with the mark in each text that may be any, so that what was kept can be found. */
    private static JsonNode marked(JsonNode example, String mark) {
        JsonNode copy = example.deepCopy();
        for (String field : List.of("title", "content", "message", "username", "description", "reason")) {
            for (JsonNode parent : copy.findParents(field)) {
                if (parent.get(field).isTextual()) {
                    ((ObjectNode) parent).put(field, mark);
                }
            }
        }
        for (JsonNode parent : copy.findParents("payload")) {
            if (parent.get("payload").isObject()) {
                ((ObjectNode) parent.get("payload")).put("mark", mark);
            }
        }
        return copy;
    }

    /** With one value taken away, added, or replaced. */
    private JsonNode changed(JsonNode node, int depth) {
        if (node instanceof ObjectNode object && !object.isEmpty() && depth < 4) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = one(names);
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set("unknown" + random.nextInt(3), value());
                case 2 -> object.set(name, value());
                default -> object.set(name, changed(object.get(name), depth + 1));
            }
            return object;
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && depth < 4) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(at);
                case 1 -> array.add(value());
                case 2 -> array.add(array.get(at).deepCopy());
                default -> array.set(at, changed(array.get(at), depth + 1));
            }
            return array;
        }
        return value();
    }

    private JsonNode value() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextLong());
            case 3 -> make.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(300)));
            case 4 -> make.arrayNode().add(1).add("a");
            case 5 -> make.objectNode().put("a", 1);
            default -> make.textNode(one(TEXTS));
        };
    }

    private static String written(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String often(String usual, String... others) {
        return random.nextInt(12) > 0 ? usual : others[random.nextInt(others.length)];
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
