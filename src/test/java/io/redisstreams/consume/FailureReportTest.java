package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.fault.Causes;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** What is kept and logged of a handler that throws. */
@QuarkusTest
class FailureReportTest extends EngineTest {
    private static final String NULL = "{\"fails\":\"null\"}";

    @Inject
    EventHistory history;

    @Inject
    AgroalDataSource database;

    @Test
    void aNullPointerExceptionNamesItsLine() {
        GroupSettings group = engine.group("null-pointer", "max-attempts=3");
        UUID id = add(group, NULL);
        engine.start(group);
        await().untilAsserted(() -> assertThat(history.of(id)).hasSize(3));

        assertThat(engine.row(group, id).error())
                .containsPattern(
                        "^java.lang.NullPointerException.* at io.redisstreams.consume.CarelessHandler.length\\(CarelessHandler.java:\\d+\\)");
        assertThat(history.of(id)).extracting(Step::what).containsExactly("failed", "failed", "dead");
        assertThat(history.of(id))
                .allSatisfy(step -> assertThat(step.trace())
                        .startsWith("java.lang.NullPointerException\n    at ")
                        .contains("CarelessHandler.length(", "CarelessHandler.handle(")
                        .doesNotContain("HandlerTransaction"));
        assertThat(engine.count("SELECT count(trace) FROM event_history WHERE event_id = ?", id))
                .as("stack traces stored")
                .isEqualTo(1);
    }

    @Test
    void aFailureOfJpaAtTheCommitNamesTheConstraint() {
        GroupSettings group = engine.group("jpa", "max-attempts=1");
        String username = "careless-" + UUID.randomUUID();
        engine.update(
                "INSERT INTO users (id, username, email, created_at, updated_at) VALUES (?, ?, ?, now(), now())",
                UUID.randomUUID(),
                username,
                username + "@example.com");
        UUID id = add(group, "{\"fails\":\"jpa\",\"username\":\"" + username + "\"}");
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.row(group, id)).isNotNull());

        assertThat(engine.row(group, id).status()).isEqualTo("dead");
        assertThat(engine.row(group, id).error().lines().findFirst().orElseThrow())
                .contains("PSQLException", "duplicate key value violates unique constraint \"users_username_key\"");
    }

    @Test
    void eachFailedAttemptIsOneLineAndTheStackTraceOfAKindIsLoggedOnce() {
        GroupSettings group = engine.group("log-lines", "max-attempts=3", "batch-size=1");
        Logger root = Logger.getLogger("");
        Captured captured = new Captured(group.name());
        root.addHandler(captured);
        try {
            List<UUID> ids =
                    IntStream.range(0, 4).mapToObj(i -> add(group, NULL)).toList();
            engine.start(group);
            await().untilAsserted(() -> assertThat(engine.rows(group))
                    .hasSize(4)
                    .allSatisfy(row -> assertThat(row.status()).isEqualTo("dead")));
            await().untilAsserted(() -> assertThat(captured.lines).hasSize(12));
            assertThat(ids)
                    .allSatisfy(id -> assertThat(captured.lines)
                            .filteredOn(line -> line.contains(id.toString()))
                            .hasSize(3)
                            .allSatisfy(line -> assertThat(line)
                                    .contains("CarelessHandler.java:")
                                    .doesNotContain("\n")));
            assertThat(captured.traces).hasSize(1);
        } finally {
            root.removeHandler(captured);
        }
    }

    /** Whoever finishes a transaction for Hibernate logs its failures on his own. */
    @Test
    void aFailureOfJpaIsLoggedByUsOnly() {
        GroupSettings group = engine.group("jpa-log", "max-attempts=1");
        String username = "careless-" + UUID.randomUUID();
        engine.update(
                "INSERT INTO users (id, username, email, created_at, updated_at) VALUES (?, ?, ?, now(), now())",
                UUID.randomUUID(),
                username,
                username + "@example.com");
        Logger root = Logger.getLogger("");
        Captured captured = new Captured(username);
        root.addHandler(captured);
        try {
            UUID id = add(group, "{\"fails\":\"jpa\",\"username\":\"" + username + "\"}");
            engine.start(group);
            await().untilAsserted(() -> assertThat(engine.row(group, id)).isNotNull());
            assertThat(captured.foreign).isEmpty();
        } finally {
            root.removeHandler(captured);
        }
    }

    @Test
    void javaAndPostgresqlMakeTheSameFingerprint() throws SQLException {
        for (String error : List.of(
                "x.Problem: no user 8f14e45f-ceea-467f-a8b8-2d6d3c3f6a10 at com.acme.H.m(H.java:5)\nwrapped in y",
                "x.Problem: object 65a1b2c3d4e5f60718293a4b, é65a1b2c3d4e5f60718293a4b",
                "x.Problem: " + "ü😀".repeat(200))) {
            assertThat(ErrorReport.of(error).fingerprint()).isEqualTo(inPostgresql(error));
        }
    }

    private String inPostgresql(String error) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT error_fingerprint(?)")) {
            select.setString(1, error);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private UUID add(GroupSettings group, String payload) {
        UUID id = EventIds.next();
        engine.addEntry(group, EntryCodec.encode(new Event(id, CarelessHandler.TYPE, payload, Instant.now())));
        return id;
    }

    /** Warnings with a text in them or in the exception, by ours and by others. */
    private static final class Captured extends Handler {
        private static final Formatter MESSAGE = new PatternFormatter("%s");

        private final String text;
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> traces = new ConcurrentLinkedQueue<>();
        private final Queue<String> foreign = new ConcurrentLinkedQueue<>();

        Captured(String text) {
            this.text = text;
        }

        @Override
        public void publish(LogRecord logged) {
            String message = MESSAGE.format(ExtLogRecord.wrap(logged));
            boolean ours = logged.getLoggerName().startsWith("io.redisstreams");
            boolean warns = logged.getLevel().intValue() >= Level.WARNING.intValue();
            if (warns && (message + causes(logged.getThrown())).contains(text)) {
                if (ours && message.contains(text)) {
                    lines.add(message);
                    if (logged.getThrown() != null) {
                        traces.add(logged.getThrown());
                    }
                } else if (!ours) {
                    foreign.add(logged.getLoggerName() + ": " + message);
                }
            }
        }

        private static String causes(Throwable thrown) {
            StringBuilder text = new StringBuilder();
            Causes.of(thrown).forEach(text::append);
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
