package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Through a PgBouncer in transaction mode each transaction may run in another session. */
class PgBouncerIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    @Test
    void tenThousandEventsThroughPgBouncer() {
        assumeThat(PgBouncerUnderTest.installed())
                .as("pgbouncer is not installed (apt-get install pgbouncer)")
                .isTrue();
        int events = 10_000;
        try (PgBouncerUnderTest pgbouncer = new PgBouncerUnderTest(playground.postgres.port())) {
            Map<String, String> through =
                    Map.of("quarkus.datasource.jdbc.url", pgbouncer.url(), "DB_PGBOUNCER", "true");
            // The tables are made through it too.
            playground.postgres.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            ServiceProcess first = playground.start(through).awaitReady();
            playground.makeEffectsCountable();
            ServiceProcess second = playground.start(through).awaitReady();
            playground.produce("pooled", events);
            for (int i = 0; i < 200; i++) {
                assertThat(first.post("/api/users", user("pooled" + i))).isEqualTo(201);
                assertThat(second.post("/api/events/tasks", task(i))).isEqualTo(201);
            }
            playground.awaitEachOnce("pooled", events, Duration.ofSeconds(120));
            assertThat(playground.postgres.number(
                            "SELECT count(*) FROM event_log WHERE status <> 'processed'" + " OR attempts <> 1"))
                    .isZero();
            assertThat(playground.logs()).noneMatch(line -> line.contains("prepared statement"));
            playground.report("Through PgBouncer in transaction mode", events, "-", "pooled", "-");
            first.kill();
            second.kill();
        }
    }

    private static String user(String name) {
        return """
                {"username": "%s", "email": "%s@example.com"}""".formatted(name, name);
    }

    private static String task(int i) {
        return """
                {"title": "task %d", "assignedTo": "a", "createdBy": "b"}""".formatted(i);
    }
}
