package io.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServersTest {
    @Inject
    DataSource postgres;

    @Inject
    RedisDataSource redis;

    @Test
    void postgresAnswers() throws SQLException {
        try (var connection = postgres.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT version()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("PostgreSQL 17");
        }
    }

    /** What the service promises rests on these settings. */
    @Test
    void postgresKeepsWhatItCommits() throws SQLException {
        try (var connection = postgres.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT current_setting('fsync'), current_setting('synchronous_commit')")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("on");
            assertThat(rows.getString(2)).isEqualTo("on");
        }
    }

    @Test
    void redisAnswers() {
        assertThat(redis.execute("PING").toString()).isEqualTo("PONG");
    }

    @Test
    void redisKeepsWhatItTakes() {
        assertThat(redis.execute("CONFIG", "GET", "appendonly").get("appendonly"))
                .hasToString("yes");
        assertThat(redis.execute("CONFIG", "GET", "maxmemory-policy").get("maxmemory-policy"))
                .hasToString("noeviction");
    }
}
