package io.redisstreams.monitor.view;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lock that somebody holds is a fault of PostgreSQL, but PostgreSQL is not away. */
@QuarkusTest
class PostgresFaultTest {
    private static final String CODES = "service.concerns.code";

    @Inject
    AgroalDataSource database;

    @Test
    void aLockedTableIsNoPostgresThatIsAway() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE event_log");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> get("/api/monitoring/overview")
                            .then()
                            .body(CODES, hasItem("postgres-fault"))
                            .body(CODES, not(hasItem("postgres-away"))));
            connection.rollback();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> get("/api/monitoring/overview").then().body(CODES, not(hasItem("postgres-fault"))));
    }
}
