package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that is frozen in the middle of a transaction: its locks must not hold up whoever takes over its work. */
class FrozenServiceIT {
    /** Visibility timeout 2 s, a tick, and what it takes to see that an instance is silent. */
    private static final Duration TAKEN_OVER = Duration.ofMillis(2000 + 500 + 6000);

    @RegisterExtension
    static final Playground playground = new Playground();

    @Test
    void anotherTakesOverWhatAFrozenOneHasLocked() throws SQLException {
        int events = 600;
        ServiceProcess freezes = playground.start(Map.of()).awaitReady();
        ServiceProcess lives = playground.start(Map.of()).awaitReady();
        try (Connection locking = playground.postgres.connect();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE chat_messages");
            playground.produce("frozen", events);
            // Both readers of both instances have written their event-log rows, and wait for the table.
            await().atMost(Duration.ofSeconds(20)).until(() -> waitingForTable() == 4);
            freezes.freeze();
            locking.commit();
        }
        Instant frozen = Instant.now();
        try {
            await().atMost(TAKEN_OVER.plusSeconds(10))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> playground.differentEffects("frozen") == events);
            Duration took = Duration.between(frozen, Instant.now());
            playground.report(
                    "SIGSTOP of one of two in the middle of a transaction",
                    events,
                    "1 SIGSTOP",
                    "frozen",
                    took.toMillis() + " ms until all done");
            // A second and a half for a slow machine.
            assertThat(took).isLessThan(TAKEN_OVER.plusMillis(1500));
        } finally {
            freezes.thaw();
        }
        playground.produce("thawed", events);
        playground.awaitEachOnce("thawed", events, Duration.ofSeconds(30));
        playground.awaitEachOnce("frozen", events, Duration.ofSeconds(1));
        freezes.kill();
        lives.kill();
    }

    private static long waitingForTable() {
        return playground.postgres.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND wait_event = 'relation'");
    }
}
