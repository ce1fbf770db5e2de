package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL accepts no writes for a while, as after a failover: the sessions of that time must not outlive it. */
class ReadOnlyPhaseIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = playground.start(Map.of()).awaitReady();
    }

    @Test
    void worksAgainAfterTheReadOnlyPhase() throws IOException {
        assertThat(service.post("/api/users", user("before"))).isEqualTo(201);
        playground.postgres.execute("ALTER DATABASE postgres SET default_transaction_read_only = on");
        endSessions();
        await().atMost(Duration.ofSeconds(10)).until(() -> body("refused").contains("read-only"));
        HttpResponse<String> refused = service.answer("/api/users", user("refused"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        // Enough at once to open many sessions, all of them read-only.
        CompletableFuture<?>[] calls = IntStream.range(0, 100)
                .mapToObj(i ->
                        CompletableFuture.runAsync(() -> assertThat(service.post("/api/users", user("refused" + i)))
                                .isEqualTo(503)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(calls).join();
        playground.produce("read-only", 500);

        playground.postgres.execute(
                "BEGIN READ WRITE; ALTER DATABASE postgres RESET default_transaction_read_only; COMMIT");

        await().atMost(Duration.ofSeconds(10)).until(() -> service.post("/api/users", user("after")) == 201);
        for (int i = 0; i < 40; i++) {
            assertThat(service.post("/api/users", user("after" + i))).isEqualTo(201);
        }
        playground.awaitEachOnce("read-only", 500, Duration.ofSeconds(10));
        assertThat(playground.postgres.number("SELECT count(*) FROM event_log WHERE status <> 'processed'"))
                .isZero();
    }

    private static String body(String name) throws IOException {
        return service.answer("/api/users", user(name)).body();
    }

    private static void endSessions() {
        playground.postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND datname = current_database()");
    }

    private static String user(String name) {
        return """
                {"username": "%s", "email": "%s@example.com"}""".formatted(name, name);
    }
}
