package io.redisstreams.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Requests that are right, nearly right, and wrong: each has an answer that says what to do, and one that is refused has no
 * effect. {@code -Dfuzz.requests=200000} makes more of them, {@code -Dfuzz.seed=} other ones.
 */
@QuarkusTest
class FuzzTest {
    /** The same requests in each build, so that a build fails for what it changed; other seeds look for more. */
    private static final long USUAL_SEED = 20_261_125;

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 5000);
    private static final int CALLERS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEPT = """
            SELECT payload::text FROM event_log WHERE payload::text LIKE ?
            UNION ALL SELECT payload FROM outbox WHERE payload LIKE ?
            UNION ALL SELECT username FROM users WHERE username LIKE ?
            UNION ALL SELECT reason FROM operations WHERE reason LIKE ?""";

    @TestHTTPResource("/")
    URI service;

    @Inject
    AgroalDataSource database;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger kept = new AtomicInteger();

    @Test
    void everyRequestHasAnAnswerAndARefusedOneHasNoEffect() throws Exception {
        String description = given().get("/q/openapi?format=json").asString();
        long seed = Long.getLong("fuzz.seed", USUAL_SEED);
        List<Thread> callers = IntStream.range(0, CALLERS)
                .mapToObj(caller -> caller(description, seed, caller))
                .toList();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        callers.forEach(thread -> thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure)));
        callers.forEach(Thread::start);
        for (Thread thread : callers) {
            thread.join();
        }
        assertThat(failures).as("fuzz.seed=%d", seed).isEmpty();
        assertThat(kept.get()).as("publishing calls that were accepted").isPositive();
        assertThat(marksThatWereKept()).as("fuzz.seed=%d", seed).doesNotContainAnyElementsOf(refused);
    }

    private Thread caller(String description, long seed, int caller) {
        return new Thread(() -> {
            try {
                Fuzz fuzz = new Fuzz(JSON.readTree(description), seed + caller);
                for (int i = 0; i < REQUESTS / CALLERS; i++) {
                    String mark = "fuzz-" + run + "-" + caller + "-" + i + "-";
                    check(fuzz.next(mark), mark);
                }
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
    }

    /** A connection that was kept may have been closed just now; then the client has sent nothing (RFC 9112, 9.3.1). */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException closed) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private void check(Fuzz.Request wanted, String mark) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(wanted.path()))
                .timeout(Duration.ofSeconds(60))
                .method(
                        wanted.method(),
                        wanted.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(wanted.body()));
        if (wanted.contentType() != null) {
            request.header("Content-Type", wanted.contentType());
        }
        if (wanted.key() != null) {
            request.header("Idempotency-Key", wanted.key());
        }
        HttpResponse<String> answer = send(request.build());
        int status = answer.statusCode();
        boolean busy =
                status == 503 && answer.headers().firstValue("Retry-After").isPresent();
        assertThat(status < 500 || busy)
                .as("%s%n%d %s", wanted, status, answer.body())
                .isTrue();
        if (status >= 400) {
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as("%s", wanted)
                    .contains("application/problem+json");
            assertThat(JSON.readTree(answer.body()).path("status").asInt())
                    .as("%s", wanted)
                    .isEqualTo(status);
            assertThat(JSON.readTree(answer.body()).path("detail").asText())
                    .as("%s", wanted)
                    .isNotBlank();
        } else if (status < 300) {
            assertThat(answer.body()).as("%s", wanted).isNotEmpty();
        }
        if (status >= 400 && status < 500) {
            refused.add(mark);
        } else if (status == 201) {
            kept.incrementAndGet();
        }
    }

    private Set<String> marksThatWereKept() throws Exception {
        Pattern mark = Pattern.compile("fuzz-" + run + "-\\d+-\\d+-");
        Set<String> marks = new HashSet<>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(KEPT)) {
            for (int i = 1; i <= 4; i++) {
                select.setString(i, "%fuzz-" + run + "-%");
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    mark.matcher(rows.getString(1)).results().forEach(found -> marks.add(found.group()));
                }
            }
        }
        return marks;
    }
}
