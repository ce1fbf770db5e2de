package io.redisstreams.reliability;

import static io.redisstreams.reliability.Playground.safely;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** 2,000 callers at once, the first of them upon a service that has just started. */
@Isolated("It measures what the service can do")
class BurstIT {
    private static final int CALLERS = 2000;
    private static final Duration SHORT = Duration.ofSeconds(3);

    @RegisterExtension
    static final Playground playground = new Playground();

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = playground.start(Map.of()).awaitReady();
    }

    @Test
    void chat() {
        Burst burst = new Burst(service.url("/api/events/chat"), () -> """
                {"senderId": "a", "receiverId": "b", "content": "hello", "roomId": "burst"}""");
        holds(burst);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> safely(() -> playground.differentEffects("burst")) >= burst.kept());
        assertThat(playground.effects("burst")).isEqualTo(playground.differentEffects("burst"));
    }

    @Test
    void users() {
        holds(new Burst(service.url("/api/users"), () -> """
                {"username": "%1$s", "email": "%1$s@example.com"}""".formatted("u" + UUID.randomUUID())));
    }

    private static void holds(Burst burst) {
        burst.run(CALLERS, SHORT);
        double under = burst.run(CALLERS, SHORT);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> service.post("/api/events/logs", "{\"level\": \"info\", \"message\": \"after\"}") == 201);
        assertThat(service.status("/q/health/ready")).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> service.counter("redis_pool_active{pool_name=\"publishing\"") <= 2);
        long refused = burst.refused();
        double unloaded = burst.run(16, SHORT);
        assertThat(burst.wrong()).isEmpty();
        // The callers run on the same machine, and 2,000 of them take more of it than 16.
        assertThat(under)
                .as("calls kept a second, %d refused, unloaded %.0f", refused, unloaded)
                .isGreaterThan(0.5 * unloaded);
    }
}
