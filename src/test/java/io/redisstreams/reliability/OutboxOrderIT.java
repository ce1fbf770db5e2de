package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events of one user come into the stream in the order in which its changes were committed. */
class OutboxOrderIT {
    private static final String STREAM = "user:events";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Playground playground = new Playground();

    private static ServiceProcess first;
    private static ServiceProcess second;

    @BeforeAll
    static void start() {
        first = playground.start(Map.of()).awaitReady();
        second = playground.start(Map.of()).awaitReady();
    }

    @Test
    void changesOfTwoInstancesKeepTheirOrder() throws IOException {
        int users = 6;
        int changes = 40;
        List<String> ids = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            ids.add(create(first, "order-" + user));
        }
        ExecutorService threads = Executors.newFixedThreadPool(24);
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int change = 0; change < changes; change++) {
            for (String id : ids) {
                ServiceProcess service = calls.size() % 2 == 0 ? first : second;
                String body = "{\"username\": \"%s-%d\"}".formatted(id, change);
                calls.add(CompletableFuture.supplyAsync(() -> put(service, id, body), threads));
            }
        }
        assertThat(calls.stream().map(CompletableFuture::join)).containsOnly(200);
        threads.shutdown();
        await().atMost(Duration.ofSeconds(20)).until(this::unpublished, left -> left == 0);

        int outOfOrder = 0;
        for (String id : ids) {
            List<String[]> renamed = renames(id);
            assertThat(renamed).hasSize(changes);
            for (int i = 1; i < renamed.size(); i++) {
                outOfOrder += renamed.get(i)[0].equals(renamed.get(i - 1)[1]) ? 0 : 1;
            }
            assertThat(playground.postgres.number("SELECT count(*) FROM users WHERE id = '%s' AND username = '%s'"
                            .formatted(id, renamed.get(renamed.size() - 1)[1])))
                    .as("the last event is the state")
                    .isEqualTo(1);
        }
        assertThat(outOfOrder)
                .as("neighbours out of order, of %d", users * (changes - 1))
                .isZero();
    }

    @Test
    void aBacklogKeepsTheOrder() throws IOException {
        int backlog = Playground.events(20_000);
        playground.redis.stop();
        playground.postgres.execute("""
                INSERT INTO outbox (event_id, stream, event_type, payload, created_at)
                SELECT gen_random_uuid(), '%s', 'user.noted', '{}', now() FROM generate_series(1, %d)""".formatted(STREAM, backlog));
        String id = create(second, "late");
        playground.redis.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> put(first, id, "{\"username\": \"later\"}") == 200);
        await().atMost(Duration.ofSeconds(60)).until(this::unpublished, left -> left == 0);
        assertThat(types(id)).startsWith("user.created").contains("user.updated");
        assertThat(types(id).lastIndexOf("user.created")).isLessThan(types(id).indexOf("user.updated"));
    }

    private long unpublished() {
        return Playground.safely(
                () -> playground.postgres.number("SELECT count(*) FROM outbox WHERE published_at IS NULL"));
    }

    private static String create(ServiceProcess service, String name) throws IOException {
        HttpResponse<String> created = service.answer(
                "/api/users", "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name));
        assertThat(created.statusCode()).isEqualTo(201);
        return JSON.readTree(created.body()).at("/user/id").textValue();
    }

    private static int put(ServiceProcess service, String id, String body) {
        try {
            return service.put("/api/users/" + id, body).statusCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> types(String userId) {
        return entries(userId).stream().map(entry -> entry.get("eventType")).toList();
    }

    /** The old and the new name of each change; of an event that is published twice the first entry counts. */
    private List<String[]> renames(String userId) throws IOException {
        Map<String, String[]> byEvent = new LinkedHashMap<>();
        for (Map<String, String> entry : entries(userId)) {
            if (entry.get("eventType").equals("user.updated")) {
                JsonNode change = JSON.readTree(entry.get("payload")).at("/changes/username");
                byEvent.putIfAbsent(entry.get("id"), new String[] {
                    change.get("from").textValue(), change.get("to").textValue()
                });
            }
        }
        return List.copyOf(byEvent.values());
    }

    private static List<Map<String, String>> entries(String userId) {
        List<Map<String, String>> found = new ArrayList<>();
        try (RespClient redis = playground.redis.connect()) {
            for (Object entry : (List<?>) redis.call("XRANGE", STREAM, "-", "+")) {
                Map<String, String> fields = new LinkedHashMap<>();
                List<?> words = (List<?>) ((List<?>) entry).get(1);
                for (int i = 0; i < words.size(); i += 2) {
                    fields.put((String) words.get(i), (String) words.get(i + 1));
                }
                if (fields.get("payload").contains(userId)) {
                    found.add(fields);
                }
            }
        }
        return found;
    }
}
