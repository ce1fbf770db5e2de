package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names and passwords that mean something in an address or in a configuration, and a JVM that is not in UTC. */
class OddNamesIT {
    private static final String DATABASE = "a@b:/c#d%25e+f?g=${h} i";
    private static final String USER = "u@:/#%?&=$ {x} ${DB_HOST}";
    private static final String PASSWORD = "p@:/#%41+?&=$$ {y} ${DB_HOST} \\ '\"";

    @RegisterExtension
    static final Playground playground = new Playground();

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        playground.postgres.requirePasswords();
        playground.postgres.execute(
                "CREATE ROLE \"" + USER + "\" LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'");
        playground.postgres.execute("CREATE DATABASE \"" + DATABASE + "\" OWNER \"" + USER + "\"");
        service = playground
                .startOn(Map.of(
                        "DB_HOST",
                        "127.0.0.1",
                        "DB_PORT",
                        String.valueOf(playground.postgres.port()),
                        "DB_NAME",
                        DATABASE,
                        "DB_USER",
                        USER,
                        "DB_PASSWORD",
                        PASSWORD,
                        "user.timezone",
                        "America/New_York"))
                .awaitReady();
    }

    @Test
    void areTakenAsTheyAre() {
        assertThat(playground.postgres.number("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + USER
                        + "' AND datname = '" + DATABASE + "'"))
                .isPositive();
        assertThat(service.post("/api/users", "{\"username\": \"odd\", \"email\": \"odd@example.com\"}"))
                .isEqualTo(201);
    }

    @Test
    void thePasswordIsInNoLog() {
        assertThat(playground.logs()).isNotEmpty().noneMatch(line -> line.contains("#%41+"));
    }

    /** A user that may do nothing but what its schema allows, and an extension that nobody has made. */
    @Test
    void aSchemaOfItsOwnAndNoOtherRight() throws IOException {
        playground.postgres.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'");
        playground.postgres.execute("CREATE DATABASE shared");
        playground.postgres.execute("shared", "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        playground.postgres.execute("shared", "CREATE SCHEMA \"My \"\"Schema\" AUTHORIZATION plain");
        ServiceProcess inSchema = playground
                .startOn(Map.of(
                        "DB_HOST",
                        "127.0.0.1",
                        "DB_PORT",
                        String.valueOf(playground.postgres.port()),
                        "DB_NAME",
                        "shared",
                        "DB_USER",
                        "plain",
                        "DB_PASSWORD",
                        "plain",
                        "DB_SCHEMA",
                        "My \"Schema",
                        "DB_SSLMODE",
                        "disable"))
                .awaitReady();
        assertThat(inSchema.post("/api/users", "{\"username\": \"plain\", \"email\": \"plain@example.com\"}"))
                .isEqualTo(201);
        assertThat(playground.postgres.text(
                        "shared",
                        "SELECT string_agg(DISTINCT schemaname, ',') FROM pg_tables WHERE tableowner = 'plain'"))
                .isEqualTo("My \"Schema");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> inSchema.get("/api/events/processed?q=plain@example")
                        .body()
                        .contains("user.created"));
        assertThat(inSchema.log()).contains("Text in payloads is searched without an index");
        inSchema.kill();
    }

    /** In New York 05:30 and 06:30 UTC are both half past one, an hour apart. */
    @Test
    void theHourThatAutumnRepeatsIsTwoHours() {
        schedule("first", "2099-11-01T05:30:00Z");
        schedule("second", "2099-11-01T06:30:00Z");
        schedule("third", "2099-11-01T07:30:00Z");
        assertThat(deliverAt("first")).isEqualTo("2099-11-01 05:30:00");
        assertThat(deliverAt("second")).isEqualTo("2099-11-01 06:30:00");
        assertThat(deliverAt("third")).isEqualTo("2099-11-01 07:30:00");
    }

    private static void schedule(String message, String time) {
        String event = """
                {"streamName": "odd:times", "eventType": "odd.time", "payload": {"message": "%s"}, "deliverAt": "%s"}""".formatted(message, time);
        assertThat(service.post("/api/events/custom", event)).isEqualTo(202);
    }

    private static String deliverAt(String message) {
        return playground.postgres.text(
                DATABASE,
                "SELECT to_char(deliver_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM outbox"
                        + " WHERE payload::jsonb ->> 'message' = '" + message + "'");
    }
}
