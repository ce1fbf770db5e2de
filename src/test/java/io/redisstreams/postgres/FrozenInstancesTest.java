package io.redisstreams.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.process.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FrozenInstancesTest {
    @Inject
    RedisDataSource redis;

    @Inject
    AgroalDataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void endsTheTransactionsOfTheSilentOnly() throws SQLException {
        Instance frozen = new Instance();
        Instance living = new Instance();
        Instance unknown = new Instance();
        FrozenInstances looking = looking(new Instance());
        looking(frozen).runOnce();
        try (Connection held = openTransaction(frozen);
                Connection others = openTransaction(living);
                Connection strangers = openTransaction(unknown)) {
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                looking(living).runOnce();
                looking.runOnce();
                return !works(held);
            });
            assertThat(works(others)).isTrue();
            assertThat(works(strangers)).isTrue();
        }
    }

    /** It, or Redis, may have been away itself: then nobody could be heard. */
    @Test
    void believesInNobodysSilenceAtFirst() throws SQLException {
        Instance frozen = new Instance();
        looking(frozen).runOnce();
        try (Connection held = openTransaction(frozen)) {
            await().until(() -> olderThanTheSilence(held));
            looking(new Instance()).runOnce();
            assertThat(works(held)).isTrue();
        }
    }

    private FrozenInstances looking(Instance instance) {
        return new FrozenInstances(redis, database, instance, new DatabaseConfig() {
            @Override
            public boolean pgbouncer() {
                return false;
            }

            @Override
            public Duration silence() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration callTimeout() {
                return Duration.ZERO;
            }

            @Override
            public Duration answerTimeout() {
                return Duration.ZERO;
            }
        });
    }

    private Connection openTransaction(Instance instance) throws SQLException {
        Connection connection =
                DriverManager.getConnection(url + "?ApplicationName=" + instance.sessionName(), user, password);
        connection.setAutoCommit(false);
        assertThat(works(connection)).isTrue();
        return connection;
    }

    private static boolean olderThanTheSilence(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT clock_timestamp() - now() > interval '1.5 s'")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static boolean works(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException ended) {
            return false;
        }
    }
}
