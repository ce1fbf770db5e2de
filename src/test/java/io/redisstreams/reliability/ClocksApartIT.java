package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of a service is an hour off from those of its servers. */
class ClocksApartIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    @BeforeAll
    static void start() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/faketime")))
                .as("faketime is not installed (apt-get install faketime)")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1h", "-1h"})
    void nothingIsEarlyLostOrNegative(String off) throws IOException {
        try (ServiceProcess service =
                playground.start(Map.of(ServiceProcess.CLOCK, off)).awaitReady()) {
            String name = off.startsWith("+") ? "ahead" : "behind";
            schedule(service, name, "later", Instant.now().plus(Duration.ofMinutes(30)));
            schedule(service, name, "soon", Instant.now().plus(Duration.ofSeconds(2)));
            assertThat(service.post("/api/users", user(name))).isEqualTo(201);
            playground.produce(name, 500);

            playground.awaitEachOnce(name, 500, Duration.ofSeconds(30));
            await().atMost(Duration.ofSeconds(20)).until(() -> logged("username", name) == 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> logged("when", name + "-soon") == 1);
            assertThat(logged("when", name + "-later")).isZero();
            assertThat(service.get("/q/metrics").body().lines())
                    .filteredOn(line -> line.startsWith("streams_") && line.matches(".*} -[0-9].*"))
                    .isEmpty();
            assertThat(service.get("/api/monitoring/overview").body()).doesNotContainPattern("Millis\":-");
            service.kill();
        }
    }

    private static void schedule(ServiceProcess service, String name, String when, Instant time) {
        String event = """
                {"streamName": "system:logs", "eventType": "clock.test", "payload": {"when": "%s-%s"}, "deliverAt": "%s"}""".formatted(name, when, time);
        assertThat(service.post("/api/events/custom", event)).isIn(201, 202);
    }

    private static long logged(String field, String value) {
        return playground.postgres.number(
                "SELECT count(*) FROM event_log WHERE payload ->> '%s' = '%s'".formatted(field, value));
    }

    private static String user(String name) {
        return """
                {"username": "%s", "email": "%s@example.com"}""".formatted(name, name);
    }
}
