package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers and services to break, until the tests of the class have ended. The effect that is counted is a row of the chat
 * history; its primary key is taken away, so that an effect that happens twice shows as two rows.
 */
final class Playground implements AfterAllCallback {
    static final String GROUP = "chat-processing-group";
    static final String STREAM = "chat:messages";

    private static final Path DIRECTORY = Path.of("target", "reliability").toAbsolutePath();

    private final Path directory =
            DIRECTORY.resolve(UUID.randomUUID().toString().substring(0, 8));
    private final List<ServiceProcess> services = new ArrayList<>();
    final RedisUnderTest redis = new RedisUnderTest(directory.resolve("redis"));
    final PostgresUnderTest postgres = new PostgresUnderTest(directory.resolve("postgres"));

    Playground() {
        makeEffectsCountable();
    }

    void makeEffectsCountable() {
        postgres.execute("ALTER TABLE chat_messages DROP CONSTRAINT chat_messages_pkey");
    }

    /** How many events a scenario takes; {@code -Dreliability.scale=10} takes ten times as many. */
    static int events(int usual) {
        return usual * Integer.getInteger("reliability.scale", 1);
    }

    ServiceProcess start(Map<String, String> more) {
        return start(more, "256m");
    }

    /** @param heap as -Xmx takes it */
    ServiceProcess start(Map<String, String> more, String heap) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "quarkus.datasource.jdbc.url", postgres.url(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres"));
        properties.putAll(more);
        return startOn(properties, heap);
    }

    /** On the PostgreSQL that the properties name. */
    ServiceProcess startOn(Map<String, String> more) {
        return startOn(more, "256m");
    }

    private ServiceProcess startOn(Map<String, String> more, String heap) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "quarkus.redis.hosts", redis.url(),
                "streams.defaults.visibility-timeout", "2S",
                "streams.defaults.reclaim-every", "500MS",
                "streams.defaults.block", "500MS",
                "streams.defaults.batch-size", "100",
                "streams.outbox.reconcile-after", "2S",
                "streams.outbox.reconcile-every", "1S"));
        properties.putAll(more);
        if (more.containsKey("REDIS_HOST")) {
            properties.remove("quarkus.redis.hosts");
        }
        ServiceProcess service =
                ServiceProcess.packaged(properties, directory.resolve("service-" + services.size() + ".log"), heap);
        services.add(service);
        return service;
    }

    /** What all services have printed. */
    List<String> logs() {
        return services.stream().flatMap(service -> service.log().lines()).toList();
    }

    /** Chat events of a room straight into Redis, as any producer may write them; ids and entries by one pipeline. */
    void produce(String room, int count) {
        try (RespClient client = redis.connect()) {
            for (int from = 0; from < count; from += 500) {
                client.pipeline(IntStream.range(from, Math.min(count, from + 500))
                        .mapToObj(i -> entry(room, "message " + i))
                        .toList());
            }
        }
    }

    static List<String> entry(String room, String content) {
        String payload = "{\"roomId\":\"%s\",\"senderId\":\"a\",\"receiverId\":\"b\",\"content\":\"%s\"}"
                .formatted(room, content);
        return List.of(
                "XADD",
                STREAM,
                "*",
                "id",
                UUID.randomUUID().toString(),
                "eventType",
                "message.sent",
                "payload",
                payload,
                "timestamp",
                String.valueOf(System.currentTimeMillis()));
    }

    long effects(String room) {
        return postgres.number("SELECT count(*) FROM chat_messages WHERE room_id = '" + room + "'");
    }

    long differentEffects(String room) {
        return postgres.number("SELECT count(DISTINCT id) FROM chat_messages WHERE room_id = '" + room + "'");
    }

    long logged(String room) {
        return postgres.number(
                "SELECT count(*) FROM event_log WHERE status = 'processed' AND payload ->> 'roomId' = '" + room + "'");
    }

    long pending() {
        try (RespClient client = redis.connect()) {
            return (Long) ((List<?>) client.call("XPENDING", STREAM, GROUP)).get(0);
        }
    }

    /** Waits until all are done, and holds that each had its effect once and that nothing is left pending. */
    void awaitEachOnce(String room, int count, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> safely(() -> differentEffects(room)) >= count);
        await().atMost(Duration.ofSeconds(20)).until(() -> safely(this::pending) == 0);
        assertThat(effects(room)).as("effects of %d events", count).isEqualTo(count);
        assertThat(logged(room)).as("event-log rows of %d events", count).isEqualTo(count);
    }

    static long safely(java.util.function.LongSupplier number) {
        try {
            return number.getAsLong();
        } catch (RuntimeException serverAway) {
            return -1;
        }
    }

    /** One line of target/reliability/report.md. */
    void report(String scenario, int events, String faults, String room, Object recovery) {
        String line = "| %s | %d | %s | %d | %d | %s |%n"
                .formatted(
                        scenario,
                        events,
                        faults,
                        events - differentEffects(room),
                        effects(room) - differentEffects(room),
                        recovery);
        try {
            Files.writeString(
                    DIRECTORY.resolve("report.md"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        services.forEach(ServiceProcess::close);
        redis.close();
        postgres.close();
    }
}
