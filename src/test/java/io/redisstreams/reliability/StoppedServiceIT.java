package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Services that stop in order while others go on, and handlers that take longer than anybody expected. */
class StoppedServiceIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    @Test
    void terminatedUnderLoadBesideAnother() {
        int events = Playground.events(5000);
        ServiceProcess stops = playground.start(Map.of()).awaitReady();
        ServiceProcess stays = playground.start(Map.of()).awaitReady();
        playground.produce("terminated", events);
        await().atMost(Duration.ofSeconds(30)).until(() -> playground.differentEffects("terminated") > 0);
        stops.terminate();
        Instant told = Instant.now();
        int exitCode = stops.awaitExit(Duration.ofSeconds(25));
        Duration took = Duration.between(told, Instant.now());
        assertThat(exitCode).isIn(0, 143);
        // Its consumers leave only when nothing is pending for them; what they handed back others take at once.
        assertThat(consumersOf(stops)).isEmpty();
        await().atMost(Duration.ofSeconds(3)).until(() -> pendingFor("handed-back") == 0);
        playground.awaitEachOnce("terminated", events, Duration.ofSeconds(60));
        playground.report(
                "SIGTERM of one of two under load",
                events,
                "1 SIGTERM, exit " + exitCode,
                "terminated",
                took.toMillis() + " ms to exit");
        stays.kill();
    }

    /** A proxy that has not noticed that the service ends goes on sending calls, each on a connection of its own. */
    @Test
    void callsThatComeLateAreAnswered() throws IOException {
        try (ServiceProcess service = playground
                .start(Map.of("quarkus.shutdown.delay", "3S", "quarkus.shutdown.timeout", "10S"))
                .awaitReady()) {
            service.terminate();
            await().atMost(Duration.ofSeconds(10)).until(() -> service.status("/q/health/ready") == 503);
            for (int i = 0; i < 20; i++) {
                assertThat(service.answer("/api/users", """
                        {"username": "late%d", "email": "late%d@example.com"}""".formatted(i, i)).statusCode())
                        .isEqualTo(201);
            }
            assertThat(service.awaitExit(Duration.ofSeconds(30))).isIn(0, 143);
        }
        assertThat(playground.postgres.number("SELECT count(*) FROM users WHERE username LIKE 'late%'"))
                .isEqualTo(20);
    }

    /** It needs PostgreSQL for its commit and Redis for its acknowledgement, five seconds after the request to stop. */
    @Test
    void aSlowHandlerEndsBeforeItsServiceDoes() {
        dawdle(5);
        try (ServiceProcess service = playground.start(Map.of()).awaitReady();
                RespClient redis = playground.redis.connect()) {
            redis.call(Playground.entry("ending", "slow").toArray(String[]::new));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> playground.postgres.number(
                                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                            == 1);

            service.terminate();

            assertThat(service.awaitExit(Duration.ofSeconds(30))).isIn(0, 143);
            assertThat(playground.effects("ending")).isEqualTo(1);
            assertThat(playground.postgres.number("SELECT count(*) FROM event_log WHERE status = 'processed'"
                            + " AND attempts = 1 AND interruptions = 0 AND payload ->> 'roomId' = 'ending'"))
                    .isEqualTo(1);
            assertThat(playground.postgres.number("SELECT count(*) FROM event_history"))
                    .isZero();
            assertThat(consumersOf(service)).isEmpty();
            assertThat(pendingFor("handed-back")).isZero();
        } finally {
            playground.postgres.execute("DROP TRIGGER dawdle ON chat_messages");
        }
    }

    private static void dawdle(int seconds) {
        playground.postgres.execute("""
                CREATE SEQUENCE IF NOT EXISTS slow_runs;
                ALTER SEQUENCE slow_runs RESTART;
                CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger AS $$
                BEGIN
                  IF NEW.content = 'slow' THEN PERFORM nextval('slow_runs'); PERFORM pg_sleep(%d); END IF;
                  RETURN NEW;
                END $$ LANGUAGE plpgsql;
                CREATE TRIGGER dawdle BEFORE INSERT ON chat_messages FOR EACH ROW EXECUTE FUNCTION dawdle()""".formatted(seconds));
    }

    @Test
    void aHandlerSlowerThanTheVisibilityTimeoutRunsOnce() {
        dawdle(6);
        try (ServiceProcess first = playground.start(Map.of()).awaitReady();
                ServiceProcess second = playground.start(Map.of()).awaitReady();
                RespClient redis = playground.redis.connect()) {
            redis.call(Playground.entry("slow", "slow").toArray(String[]::new));
            playground.produce("slow", 200);
            playground.awaitEachOnce("slow", 201, Duration.ofSeconds(60));
            assertThat(playground.postgres.number("SELECT last_value FROM slow_runs"))
                    .as("runs of the slow handler, rolled back ones too")
                    .isEqualTo(1);
            playground.report("Handler of 6 s, visibility timeout 2 s", 201, "-", "slow", "ran once");
            first.kill();
            second.kill();
        } finally {
            playground.postgres.execute("DROP TRIGGER dawdle ON chat_messages");
        }
    }

    @Test
    void whatAVanishedConsumerLeftIsTakenOverInTime() {
        int events = Playground.events(500);
        try (ServiceProcess service = playground.start(Map.of()).awaitReady();
                RespClient redis = playground.redis.connect()) {
            redis.call("ACL", "SETUSER", "default", "-xreadgroup");
            playground.produce("vanished", events);
            redis.call("ACL", "SETUSER", "default", "+xreadgroup");
            redis.call(
                    "XREADGROUP",
                    "GROUP",
                    Playground.GROUP,
                    "ghost",
                    "COUNT",
                    "250",
                    "STREAMS",
                    Playground.STREAM,
                    ">");
            Instant vanished = Instant.now();
            playground.awaitEachOnce("vanished", events, Duration.ofSeconds(30));
            Duration took = Duration.between(vanished, Instant.now());
            playground.report(
                    "A consumer vanished with its entries",
                    events,
                    "1 ghost",
                    "vanished",
                    took.toMillis() + " ms until all done");
            // Visibility timeout 2 s, tick 0.5 s, and the work itself.
            assertThat(took).isLessThan(Duration.ofSeconds(5));
            service.kill();
        }
    }

    @Test
    void trimmingUnderLoadRemovesNothingUnfinished() {
        int events = Playground.events(5000);
        Map<String, String> shortLived =
                Map.of("streams.retention.entries", "1S", "streams.retention.trim-every", "1S");
        try (ServiceProcess service = playground.start(shortLived).awaitReady();
                RespClient redis = playground.redis.connect()) {
            for (int part = 0; part < 5; part++) {
                service.post("/api/groups/" + Playground.GROUP + (part % 2 == 0 ? "/pause" : "/resume"), "");
                playground.produce("trimmed", events / 5);
                // Longer than retention and period: what may go, goes.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2500));
            }
            service.post("/api/groups/" + Playground.GROUP + "/resume", "");
            playground.awaitEachOnce("trimmed", events, Duration.ofSeconds(60));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> redis.call("XLEN", Playground.STREAM).equals(0L));
            playground.report(
                    "Trimming each second, retention 1 s",
                    events,
                    "group paused 3 times",
                    "trimmed",
                    "stream empty at the end");
            service.kill();
        }
    }

    private static List<String> consumersOf(ServiceProcess service) {
        return consumers().stream()
                .map(consumer -> (String) consumer.get(1))
                .filter(name -> name.contains("-" + service.pid() + "-"))
                .toList();
    }

    private static long pendingFor(String name) {
        return consumers().stream()
                .filter(consumer -> consumer.get(1).equals(name))
                .mapToLong(consumer -> (Long) consumer.get(3))
                .sum();
    }

    /** As XINFO CONSUMERS tells them: name, its value, pending, its value, … */
    private static List<List<?>> consumers() {
        try (RespClient redis = playground.redis.connect()) {
            List<?> consumers = (List<?>) redis.call("XINFO", "CONSUMERS", Playground.STREAM, Playground.GROUP);
            return consumers.stream()
                    .<List<?>>map(consumer -> (List<?>) consumer)
                    .toList();
        }
    }
}
