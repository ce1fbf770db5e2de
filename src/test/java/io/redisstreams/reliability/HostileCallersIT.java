package io.redisstreams.reliability;

import static io.redisstreams.http.connection.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisstreams.http.connection.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** One attack after another on the packaged service with a heap of 256 MB: it stays alive, and works as fast afterwards. */
@Isolated("It measures what the service can do")
class HostileCallersIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String CHAT =
            "{\"roomId\": \"hostile\", \"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"c\"}";

    @RegisterExtension
    static final Playground playground = new Playground();

    @Test
    void nothingThatCallersSendTakesTheServiceDown() throws Exception {
        ServiceProcess service =
                playground.start(Map.of("streams.http.write-timeout", "4S")).awaitReady();
        fillEventLog();
        publishedInASecond(service);
        int usual = publishedInASecond(service);

        inventMethodsAndPaths(service);
        readNothing(service);
        sendSlowly(service);
        searchAndLeave(service);
        publishInABurst(service);
        writeLargeEntries(service);
        nameNewStreams(service);
        reuseIdsAndKeys(service);

        await().atMost(SOON).until(service::ready);
        assertThat(service.isAlive()).isTrue();
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(publishedInASecond(service)).isGreaterThan(usual * 7 / 10));
        assertThat(service.get("/q/metrics").body()).hasSizeLessThan(500_000);
    }

    /** 32 MB of payloads. */
    private static void fillEventLog() {
        playground.postgres.execute("""
                INSERT INTO event_log (event_id, message_id, stream, event_type, payload, group_name, consumer, status, attempts, published_at)
                SELECT gen_random_uuid(), '1-0', 'hostile', 'a', jsonb_build_object('text', repeat('x', 64000)), 'g', 'c', 'processed', 1, now()
                FROM generate_series(1, 500)""");
    }

    /** By eight callers. */
    private static int publishedInASecond(ServiceProcess service) {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        AtomicInteger published = new AtomicInteger();
        inParallel(8, i -> {
            while (System.nanoTime() < end) {
                if (service.post("/api/events/chat", CHAT) == 201) {
                    published.incrementAndGet();
                }
            }
        });
        return published.get();
    }

    private static void inventMethodsAndPaths(ServiceProcess service) throws IOException {
        String x = "X".repeat(3000);
        inParallel(8, i -> {
            for (int n = 0; n < 250; n++) {
                ask(service, request("M" + i + n + x, "/api/users/x"));
            }
            try (RawClient client = new RawClient(service.port())) {
                for (int n = 0; n < 50; n++) {
                    client.send(request("PATCH", "/api/users/p" + i + n));
                    client.readUntil("\"error\"");
                }
            }
        });
        assertThat(service.get("/api/tasks").statusCode()).isEqualTo(200);
        assertThat(service.get("/q/metrics").body())
                .doesNotContain("XXX", "/api/users/p")
                .contains("uri=\"/api/tasks\"");
    }

    private static void readNothing(ServiceProcess service) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(new RawClient(service.port()));
            clients.get(i)
                    .send(request("GET", "/api/events/processed?limit=500&stream=hostile")
                            .repeat(20));
        }
        await().atMost(SOON).until(() -> service.counter("streams_http_closed_total{reason=\"not-reading\"}") > 0);
        assertThat(service.status("/q/health/live")).isEqualTo(200);
        clients.forEach(RawClient::close);
    }

    private static void sendSlowly(ServiceProcess service) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(new RawClient(service.port()));
            clients.get(i).send("GET / HTTP/1.1\r\nHost: ");
        }
        await().atMost(SOON)
                .until(() -> service.counter("streams_http_closed_total{reason=\"header-timeout\"}") >= 200);
        clients.forEach(RawClient::close);
    }

    private static void searchAndLeave(ServiceProcess service) {
        for (int i = 0; i < 100; i++) {
            try (RawClient client = new RawClient(service.port())) {
                client.send(request("GET", "/api/events/processed?error=x&q=nothing" + i));
            }
        }
        assertThat(service.status("/api/users?limit=1")).isEqualTo(200);
    }

    private static void publishInABurst(ServiceProcess service) {
        String publish = "POST /api/events/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + CHAT.length() + "\r\n\r\n" + CHAT;
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            clients.add(new RawClient(service.port()));
            clients.get(i).send(publish.repeat(10));
        }
        clients.forEach(client -> {
            client.readUntil("HTTP/1.1 ");
            client.close();
        });
        await().atMost(SOON).until(() -> service.post("/api/events/chat", CHAT) == 201);
    }

    private static void writeLargeEntries(ServiceProcess service) {
        String payload = "{\"text\": \"" + "x".repeat(250_000) + "\"}";
        try (RespClient redis = playground.redis.connect()) {
            for (String stream : List.of("chat:messages", "task:queue", "system:logs", "user:events")) {
                for (int i = 0; i < 50; i++) {
                    redis.call("XADD", stream, "*", "eventType", "large.one", "payload", payload);
                }
            }
        }
        await().atMost(SOON)
                .until(() -> playground.postgres.number("SELECT count(*) FROM event_log WHERE event_type = 'large.one'")
                                >= 200
                        || !service.isAlive());
    }

    private static void nameNewStreams(ServiceProcess service) {
        inParallel(8, i -> {
            for (int n = 0; n < 150; n++) {
                custom(service, "new:" + i + ':' + n, UUID.randomUUID());
            }
        });
    }

    private static void reuseIdsAndKeys(ServiceProcess service) {
        UUID id = UUID.randomUUID();
        custom(service, "reused", id);
        custom(service, "reused", id);
        custom(service, "redis-streams-service:streams", UUID.randomUUID());
        for (String odd : List.of("/api/events/processed?q={", "/api/users/[", "/" + "x".repeat(9000))) {
            assertThat(ask(service, request("GET", odd))).contains("application/problem+json");
        }
    }

    private static void custom(ServiceProcess service, String stream, UUID id) {
        service.post(
                "/api/events/custom",
                "{\"streamName\": \"%s\", \"eventType\": \"a\", \"payload\": {}, \"id\": \"%s\"}"
                        .formatted(stream, id));
    }

    private static String ask(ServiceProcess service, String request) {
        return RawClient.ask(service.port(), request);
    }

    private static void inParallel(int threads, java.util.function.IntConsumer work) {
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> work.accept(i)))
                .toList();
        all.forEach(Thread::start);
        all.forEach(HostileCallersIT::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
