package io.redisstreams.reliability;

import static io.redisstreams.reliability.Playground.safely;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis and PostgreSQL that go away under load, and come back: the service goes on by itself, and nothing is lost. */
class ServersAwayIT {
    private static final Duration PROMPT = Duration.ofSeconds(5);

    @RegisterExtension
    static final Playground playground = new Playground();

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = playground.start(Map.of()).awaitReady();
    }

    @Test
    void redisIsRestarted() {
        underLoad("Redis restarted", "1 restart", () -> {
            playground.redis.stop();
            assertThat(service.status("/q/health/live")).isEqualTo(200);
            awaitReadiness(200, "publish-direct\": \"no: ");
            playground.redis.start();
        });
    }

    @Test
    void redisHangs() {
        underLoad("Redis paused", "CLIENT PAUSE of 3 s", () -> {
            try (RespClient client = playground.redis.connect()) {
                client.call("CLIENT", "PAUSE", "3000", "ALL");
            }
            pause(3000);
        });
    }

    @Test
    void connectionsAreKilled() {
        underLoad("Connections killed", "CLIENT KILL each second, 5 times", () -> {
            for (int i = 0; i < 5; i++) {
                try (RespClient client = playground.redis.connect()) {
                    client.call("CLIENT", "KILL", "TYPE", "normal");
                }
                pause(1000);
            }
        });
    }

    @Test
    void postgresIsRestarted() {
        underLoad("PostgreSQL restarted, fast", "1 restart", () -> {
            playground.postgres.stopFast();
            assertThat(service.status("/q/health/live")).isEqualTo(200);
            pause(2000);
            playground.postgres.start();
        });
    }

    @Test
    void postgresCrashes() {
        underLoad("PostgreSQL restarted, immediate", "1 crash", () -> {
            playground.postgres.stopImmediately();
            pause(1000);
            playground.postgres.start();
        });
    }

    @Test
    void redisIsFlushed() throws IOException {
        service.terminate();
        service.awaitExit(Duration.ofSeconds(30));
        service = playground
                .start(Map.of("streams.mode.\"" + Playground.STREAM + "\"", "outbox"))
                .awaitReady();
        underLoad("Redis FLUSHALL (mode outbox)", "2 times, with events waiting", () -> {
            for (int i = 0; i < 2; i++) {
                assertThat(service.post("/api/groups/" + Playground.GROUP + "/pause", ""))
                        .isEqualTo(200);
                pause(1500);
                try (RespClient client = playground.redis.connect()) {
                    client.call("FLUSHALL");
                }
                assertThat(service.post("/api/groups/" + Playground.GROUP + "/resume", ""))
                        .isEqualTo(200);
            }
        });
        assertThat(service.counter("streams_events_republished_total")).isPositive();
    }

    /** What a caller is told while a server is away: at once, and nothing is half done. */
    @Test
    void callersAreToldTheTruthMeanwhile() throws IOException {
        playground.redis.stop();
        try {
            Instant asked = Instant.now();
            HttpResponse<String> refused = service.answer("/api/events/logs", logLine("refused"));
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(service.answer("/api/users", user("away")).body()).contains("\"messageId\":null");
        } finally {
            playground.redis.start();
        }
        playground.postgres.stopFast();
        try {
            HttpResponse<String> refused = service.answer("/api/users", user("refused"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(service.post("/api/events/logs", logLine("kept"))).isEqualTo(201);
        } finally {
            playground.postgres.start();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> logged("username", "away") == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> logged("message", "kept") == 1);
        assertThat(logged("message", "refused")).isZero();
        assertThat(logged("username", "refused")).isZero();
    }

    @Test
    void startsWhileBothServersAreAway() {
        playground.postgres.stopFast();
        playground.redis.stop();
        ServiceProcess waits = playground.start(Map.of());
        ServiceProcess isEnded = playground.start(Map.of());
        ServiceProcess givesUp = playground.start(Map.of("streams.start-timeout", "1S"));
        try {
            try {
                assertThat(givesUp.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
                assertThat(givesUp.log()).contains("PostgreSQL at ");
                await().atMost(Duration.ofSeconds(60)).until(() -> isEnded.log().contains("streams.start-timeout"));
                isEnded.terminate();
                isEnded.awaitExit(Duration.ofSeconds(10));
            } finally {
                playground.postgres.start();
            }
            waits.awaitReady();
            assertThat(waits.post("/api/users", user("early"))).isEqualTo(201);
        } finally {
            playground.redis.start();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> logged("username", "early") == 1);
        waits.kill();
    }

    /** Publishing is refused and the rest goes on, until trimming makes room: nobody needs to do anything. */
    @Test
    void redisRunsOutOfMemory() throws IOException {
        ServiceProcess trims = playground
                .start(Map.of("streams.retention.entries", "1S", "streams.retention.trim-every", "1S"))
                .awaitReady();
        try (RespClient redis = playground.redis.connect()) {
            assertThat(service.post("/api/groups/" + Playground.GROUP + "/pause", ""))
                    .isEqualTo(200);
            redis.call("CONFIG", "SET", "maxmemory", String.valueOf(usedMemory(redis) + 3_000_000));
            int kept = 0;
            String message = message("full", "x".repeat(10_000));
            HttpResponse<String> answer = trims.answer("/api/events/chat", message);
            for (; answer.statusCode() == 201; kept++) {
                answer = trims.answer("/api/events/chat", message);
            }
            assertThat(kept).isPositive();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("out of memory").contains("maxmemory");
            // Not at the edge, where a small entry still fits; and trimming frees what was done before the pause.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                redis.call("CONFIG", "SET", "maxmemory", String.valueOf(usedMemory(redis) - 500_000));
                assertThat(service.get("/q/health/ready").body())
                        .contains("publish-direct\": \"no: Redis is out of memory");
            });
            assertThat(service.post("/api/users", user("crowded"))).isEqualTo(201);

            assertThat(service.post("/api/groups/" + Playground.GROUP + "/resume", ""))
                    .isEqualTo(200);
            playground.awaitEachOnce("full", kept, Duration.ofSeconds(60));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.post("/api/events/chat", message("again", "again")) == 201);
            await().atMost(Duration.ofSeconds(30)).until(() -> logged("username", "crowded") == 1);
        } finally {
            try (RespClient redis = playground.redis.connect()) {
                redis.call("CONFIG", "SET", "maxmemory", "0");
            }
            service.post("/api/groups/" + Playground.GROUP + "/resume", "");
            trims.kill();
        }
    }

    @Test
    void redisCannotSave() throws IOException {
        Path inTheWay = Files.createDirectory(playground.redis.directory().resolve("dump.rdb"));
        try (RespClient redis = playground.redis.connect()) {
            redis.call("CONFIG", "SET", "save", "3600 1");
            redis.call("BGSAVE");
            awaitReadiness(200, "publish-direct\": \"no: Redis cannot save");
            HttpResponse<String> refused = service.answer("/api/events/chat", message("saved", "refused"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("cannot save").contains("disk");
            assertThat(service.post("/api/users", user("unsaved"))).isEqualTo(201);
            Files.delete(inTheWay);
            redis.call("BGSAVE");
            await().atMost(Duration.ofSeconds(30)).until(() -> logged("username", "unsaved") == 1);
            assertThat(service.post("/api/events/chat", message("saved", "kept")))
                    .isEqualTo(201);
            playground.awaitEachOnce("saved", 1, Duration.ofSeconds(20));
            redis.call("CONFIG", "SET", "save", "");
        } finally {
            Files.deleteIfExists(inTheWay);
        }
    }

    @Test
    void redisHasNoConnectionLeft() {
        try (RespClient redis = playground.redis.connect()) {
            redis.call("CONFIG", "SET", "maxclients", "1");
            try {
                redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                awaitReadiness(200, "publish-direct\": \"no: ");
                assertThat(service.post("/api/users", user("unconnected"))).isEqualTo(201);
            } finally {
                redis.call("CONFIG", "SET", "maxclients", "10000");
            }
        }
        awaitReadiness(200, "publish-direct\": \"yes");
        await().atMost(Duration.ofSeconds(30)).until(() -> logged("username", "unconnected") == 1);
    }

    /** As managed offerings have it: the service works, and says what it can't know. */
    @Test
    void aRedisUserWithoutInfoAndClient() throws IOException {
        try (RespClient redis = playground.redis.connect()) {
            redis.call(
                    "ACL", "SETUSER", "limited", "on", ">limited", "~*", "&*", "+@all", "-info", "-client", "-hello");
        }
        ServiceProcess limited = playground
                .start(Map.of("quarkus.redis.hosts", playground.redis.url().replace("://", "://limited:limited@")))
                .awaitReady();
        assertThat(limited.post("/api/events/chat", message("limited", "kept"))).isEqualTo(201);
        playground.awaitEachOnce("limited", 1, Duration.ofSeconds(20));
        assertThat(limited.get("/q/health/ready").body()).contains("degraded").contains("INFO");
        HttpResponse<String> info = limited.get("/api/monitoring/redis/info");
        assertThat(info.statusCode()).isEqualTo(503);
        assertThat(info.body()).contains("INFO").contains("ACL");
        limited.kill();
    }

    private static long usedMemory(RespClient redis) {
        return ((String) redis.call("INFO", "memory"))
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String message(String room, String content) {
        return """
                {"roomId": "%s", "senderId": "a", "receiverId": "b", "content": "%s"}""".formatted(room, content);
    }

    /** Ready as long as one of the servers is there, which is all that some calls need. */
    @Test
    void readyWhileSomethingCanBeServed() {
        playground.postgres.stopFast();
        try {
            awaitReadiness(200, "publish-outbox\": \"no: ");
            playground.redis.stop();
            try {
                awaitReadiness(503, "publish-direct\": \"no: ");
                assertThat(service.status("/q/health/live")).isEqualTo(200);
            } finally {
                playground.redis.start();
            }
        } finally {
            playground.postgres.start();
        }
        awaitReadiness(200, "process\": \"yes");
    }

    /** The probe answers at once, and nobody learns from it where the servers are. */
    private static void awaitReadiness(int status, String data) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Instant asked = Instant.now();
            HttpResponse<String> answer = service.get("/q/health/ready");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(data).doesNotContain("127.0.0.1", "localhost");
        });
    }

    private static long logged(String field, String value) {
        return safely(() -> playground.postgres.number(
                "SELECT count(*) FROM event_log WHERE payload ->> '%s' = '%s'".formatted(field, value)));
    }

    private static String logLine(String message) {
        return """
                {"level": "info", "message": "%s"}""".formatted(message);
    }

    private static String user(String name) {
        return """
                {"username": "%s", "email": "%s@example.com"}""".formatted(name, name);
    }

    private void underLoad(String scenario, String faults, Runnable fault) {
        int events = Playground.events(2000);
        String room = scenario;
        Publisher publisher = new Publisher(service, room);
        var publishing = publisher.publish(events, Duration.ofSeconds(4));
        await().atMost(Duration.ofSeconds(30)).until(() -> playground.differentEffects(room) > events / 10);
        fault.run();
        Instant back = Instant.now();
        long done = playground.differentEffects(room);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> safely(() -> playground.differentEffects(room)) > done || done >= events);
        Duration recovery = Duration.between(back, Instant.now());
        publishing.orTimeout(120, TimeUnit.SECONDS).join();
        playground.awaitEachOnce(room, events, Duration.ofSeconds(60));
        playground.report(
                scenario,
                events,
                faults + ", " + publisher.refused() + " calls refused",
                room,
                recovery.toMillis() + " ms");
        assertThat(recovery)
                .as("from the return of the server to the next effect")
                .isLessThan(PROMPT);
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
