package io.redisstreams.monitor.view;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that always fails shows on the dashboard and in the metrics: here the one that asks which groups are paused. */
@QuarkusTest
class FailingJobTest {
    private static final String CONCERNS = "service.concerns.findAll { it.code == 'job-failing' }.text";
    private static final String FAILS = "streams_job_failing{name=\"paused-groups\"} 1.0";

    @Inject
    AgroalDataSource database;

    @AfterEach
    void repair() throws SQLException {
        execute("ALTER TABLE IF EXISTS lost_groups RENAME TO consumer_groups");
    }

    @Test
    void isReportedUntilItWorksAgain() throws SQLException {
        execute("ALTER TABLE consumer_groups RENAME TO lost_groups");
        await().untilAsserted(() -> get("/api/monitoring/overview")
                .then()
                .body(CONCERNS, hasItem(containsString("The job paused-groups fails: "))));
        get("/q/metrics").then().body(containsString(FAILS));
        execute("ALTER TABLE lost_groups RENAME TO consumer_groups");
        await().untilAsserted(() -> get("/q/metrics").then().body(not(containsString(FAILS))));
        get("/api/monitoring/overview").then().body(CONCERNS, not(hasItem(containsString("paused-groups"))));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
