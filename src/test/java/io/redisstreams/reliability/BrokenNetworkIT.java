package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network between the service and its servers breaks under load: nothing is lost, nothing has its effect twice. */
class BrokenNetworkIT {
    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final int CONSUMERS = 20;

    /** After both clients have given up; {@code -Dreliability.scale=10} makes it a minute. */
    private static final Duration SILENCE = Duration.ofSeconds(Playground.events(5));

    @RegisterExtension
    static final Playground playground = new Playground();

    private static FaultProxy proxy;
    private static FaultProxy postgres;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        proxy = new FaultProxy(playground.redis.port());
        postgres = new FaultProxy(URI.create(playground.postgres.url().substring("jdbc:".length()))
                .getPort());
        service = playground
                .start(Map.of(
                        "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres",
                        "quarkus.redis.hosts",
                        "redis://127.0.0.1:" + proxy.port(),
                        "streams.groups.\"" + Playground.GROUP + "\".concurrency",
                        String.valueOf(CONSUMERS)))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        postgres.close();
    }

    @AfterEach
    void repair() {
        proxy.forward();
        postgres.forward();
    }

    /** Longer than it takes until every connection of both clients is lost. */
    @Test
    void silentAndOldConnectionsNeverComeBack() {
        underLoad("Redis silent", SILENCE.toSeconds() + " s, old connections stay dead", () -> {
            proxy.silent();
            await().atMost(Duration.ofSeconds(15)).until(() -> usableClients() == 0);
            readinessNamesTheSilence();
            assertThat(service.status("/q/health/live")).isEqualTo(200);
            await().pollDelay(SILENCE).atMost(SILENCE.plusSeconds(5)).until(() -> true);
            proxy.forwardNew();
        });
        await().until(() -> usableClients() == 2);
        assertThat(service.counter("streams_redis_client_replaced_total")).isPositive();
    }

    /** Calls get an answer, and consumers that wait for one on a lost session go on when there is a way again. */
    @Test
    void postgresSilentAndOldConnectionsNeverComeBack() {
        underLoad("PostgreSQL silent", "until each call was refused, old connections stay dead", () -> {
            postgres.silent();
            refusesInTime("/api/users", "{\"username\": \"silence\", \"email\": \"silence@example.com\"}");
            refusesInTime("/api/events/tasks", "{\"title\": \"silence\", \"assignedTo\": \"a\", \"createdBy\": \"b\"}");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> service.status("/api/users/" + UUID.randomUUID()) == 503);
            assertThat(service.status("/q/health/live")).isEqualTo(200);
            postgres.forwardNew();
        });
        assertThat(service.post("/api/users", "{\"username\": \"heard\", \"email\": \"heard@example.com\"}"))
                .isEqualTo(201);
    }

    /** Before the timeout of the client, which waits twice as long as the service promises. */
    private static void refusesInTime(String path, String body) {
        try {
            HttpResponse<String> refused = service.answer(path, body);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        } catch (IOException noAnswer) {
            throw new AssertionError(path + " got no answer", noAnswer);
        }
    }

    @Test
    void halfOpen() {
        underLoad("Connections half-open", "each connection, once", proxy::halfOpen);
    }

    @Test
    void answersToPublishersAreLost() {
        int cut = proxy.cutAnswers();
        underLoad("Answers lost", "connections cut before 5 answers to XADD", () -> {
            proxy.cutAnswersTo("XADD");
            await().until(() -> proxy.cutAnswers() >= cut + 5);
            proxy.forward();
        });
    }

    @Test
    void answersToAcknowledgementsAreLost() {
        int cut = proxy.cutAnswers();
        underLoad("Answers lost", "connections cut before 5 answers to XACK", () -> {
            proxy.cutAnswersTo("XACK");
            await().until(() -> proxy.cutAnswers() >= cut + 5);
            proxy.forward();
        });
    }

    @Test
    void latency() {
        underLoad("Latency", "50 ms each way, for 2 s", () -> {
            proxy.latency(Duration.ofMillis(50));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            proxy.forward();
        });
    }

    /** A command of 20 consumers finds its connection while 19 others wait in a blocked read. */
    @Test
    void everyConsumerReadsAtTheSameTime() {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (RespClient client = playground.redis.connect()) {
                String info = (String) client.call("INFO", "clients");
                return info.lines()
                        .filter(line -> line.startsWith("blocked_clients:"))
                        .anyMatch(line -> Integer.parseInt(line.split(":")[1].strip()) >= CONSUMERS);
            }
        });
    }

    /** Each answer comes from memory, so each must be prompt. */
    private static void readinessNamesTheSilence() {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            Instant asked = Instant.now();
            String readiness = service.get("/q/health/ready").body();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
            return readiness.matches("(?s).*\"publish-direct\": ?\"no: .*");
        });
    }

    private static long usableClients() {
        return (long) service.counter("streams_redis_client_usable");
    }

    private static void underLoad(String scenario, String faults, Runnable fault) {
        int events = Playground.events(1000);
        String room = scenario + ": " + faults;
        Publisher publisher = new Publisher(service, room);
        var publishing = publisher.publish(events, Duration.ofSeconds(2));
        await().atMost(Duration.ofSeconds(30)).until(() -> playground.differentEffects(room) > events / 10);
        fault.run();
        Instant back = Instant.now();
        long done = playground.differentEffects(room);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> done >= events || playground.differentEffects(room) > done);
        Duration recovery = Duration.between(back, Instant.now());
        publishing.orTimeout(120, TimeUnit.SECONDS).join();
        playground.awaitEachOnce(room, events, Duration.ofSeconds(60));
        playground.report(
                scenario,
                events,
                faults + ", " + publisher.refused() + " calls refused",
                room,
                recovery.toMillis() + " ms");
        assertThat(recovery).as("from the network's return to the next effect").isLessThan(PROMPT);
    }
}
