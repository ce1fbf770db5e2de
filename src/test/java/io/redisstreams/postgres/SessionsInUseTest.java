package io.redisstreams.postgres;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.fault.ServerFault;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nobody waits for PostgreSQL without end. */
@QuarkusTest
class SessionsInUseTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SessionsInUse sessions;

    @Test
    void cancelsWhatIsOverItsLimitAndKeepsTheSession() throws SQLException {
        try (Connection connection = database.getConnection()) {
            sessions.limit(sessions.of(connection), Duration.ofMillis(50));
            assertThatThrownBy(() -> sleep(connection))
                    .satisfies(failure -> assertThat(ServerFault.of(failure)).contains(ServerFault.CANCELLED));
            execute(connection, "SELECT 1");
        }
    }

    /** As a silent server does: it takes no cancel. */
    @Test
    void closesTheSessionWhenACancelDoesNotHelp() throws SQLException {
        try (Connection connection = database.getConnection()) {
            SessionUse use = sessions.of(connection);
            use.commits();
            sessions.limit(use, Duration.ofMillis(50));
            assertThatThrownBy(() -> sleep(connection))
                    .satisfies(failure -> assertThat(ServerFault.of(failure)).contains(ServerFault.POSTGRESQL_AWAY));
        }
    }

    @Test
    void closesOnlySessionsWhoseUseBeganBefore() throws SQLException {
        try (Connection old = database.getConnection()) {
            long between = System.nanoTime();
            try (Connection young = database.getConnection()) {
                assertThat(sessions.abortOlder(between)).isPositive();
                assertThatThrownBy(() -> execute(old, "SELECT 1"));
                execute(young, "SELECT 1");
            }
        }
    }

    @Test
    void lateCancelsAndClosesHitNobodyElse() throws SQLException {
        SessionUse use;
        try (Connection connection = database.getConnection()) {
            use = sessions.of(connection);
        }
        try (Connection next = database.getConnection()) {
            use.cancel();
            use.abort();
            execute(next, "SELECT pg_sleep(0.05)");
        }
    }

    /** The lock lasts until the call is over, however long that is. */
    @Test
    void aCallIsAnsweredThoughALockNeverGetsFree() throws SQLException {
        String name = "locked" + UUID.randomUUID();
        try (Connection locking = database.getConnection()) {
            locking.setAutoCommit(false);
            execute(locking, "LOCK TABLE users IN SHARE MODE");
            given().contentType("application/json")
                    .body("{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name))
                    .post("/api/users")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("detail", containsString("Nothing was kept"));
            locking.rollback();
        }
    }

    private static void sleep(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_sleep(60)");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
