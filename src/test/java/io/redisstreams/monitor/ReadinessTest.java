package io.redisstreams.monitor;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ready while something can be served; the data, the dashboard and the metrics say what cannot, and why. */
@QuarkusTest
class ReadinessTest {
    @Inject
    RedisDataSource redis;

    @Inject
    AgroalDataSource database;

    @AfterEach
    void repair() {
        redis.execute("CONFIG", "SET", "maxmemory", "0");
        redis.execute("REPLICAOF", "NO", "ONE");
        await().untilAsserted(() -> ready("publish-direct", is("yes")).body(data("process"), is("yes")));
    }

    @Test
    void whatItCanDo() {
        await().untilAsserted(() -> ready("publish-direct", is("yes"))
                .body(data("publish-outbox"), is("yes"))
                .body(data("process"), is("yes"))
                .body(data("search"), is("yes"))
                .body("checks.name", not(hasItem(containsString("connection")))));
        get("/q/metrics").then().body(containsString("streams_ability{ability=\"publish-direct\"} 1.0"));
    }

    @Test
    void outOfMemoryTakesAwayDirectPublishingOnly() {
        redis.execute("CONFIG", "SET", "maxmemory", "1");
        await().untilAsserted(() -> ready("publish-direct", startsWith("no: Redis is out of memory"))
                .body(data("publish-outbox"), is("yes"))
                .body(data("process"), is("yes"))
                .body(data("search"), is("yes")));
        get("/q/metrics")
                .then()
                .body(containsString("streams_ability{ability=\"publish-direct\"} 0.0"))
                .body(containsString("streams_server_fault{fault=\"out-of-memory\",server=\"redis\"} 1.0"));
        get("/api/monitoring/overview")
                .then()
                .body(
                        "service.concerns.findAll { it.code == 'redis-refuses' }.text",
                        hasItem(containsString("out of memory")));
    }

    @Test
    void aReadOnlyReplicaTakesAwayProcessing() {
        redis.execute("REPLICAOF", "127.0.0.1", "1");
        await().untilAsserted(() -> ready("publish-direct", startsWith("no: Redis is a read-only replica"))
                .body(data("process"), startsWith("no: "))
                .body(data("publish-outbox"), is("yes")));
    }

    @Test
    void aLockedOutboxTakesAwayPublishingThroughIt() throws SQLException {
        try (Connection locking = database.getConnection();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE outbox IN SHARE MODE");
            await().untilAsserted(() -> ready("publish-outbox", startsWith("no: Another session has locked"))
                    .body(data("publish-direct"), is("yes"))
                    .body(data("search"), is("yes")));
            get("/api/monitoring/overview").then().body("service.concerns.code", hasItem("outbox-locked"));
            locking.rollback();
        }
        await().untilAsserted(() -> ready("publish-outbox", is("yes")));
        get("/api/monitoring/overview").then().body("service.concerns.code", not(hasItem("outbox-locked")));
    }

    private static ValidatableResponse ready(String ability, org.hamcrest.Matcher<?> says) {
        return get("/q/health/ready").then().statusCode(200).body(data(ability), says);
    }

    private static String data(String ability) {
        return "checks.find { it.name == 'service' }.data.'" + ability + "'";
    }
}
