package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.StreamsConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Faults as the transaction manager, the pool and the Redis client really throw them. */
@QuarkusTest
class HandlerTransactionTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Vertx vertx;

    @Test
    void tellsATransactionThatTookTooLong() {
        StreamsConfig brief = TestEngine.config(Map.of("streams.consumers.transaction-timeout", "1S"));
        HandlerTransaction transaction = new HandlerTransaction(database, brief);
        assertThat(fault(transaction, () -> execute("SELECT pg_sleep(10)"))).isEqualTo(ServerFault.CANCELLED);
        assertThat(fault(transaction, () -> {
                    execute("SELECT 1");
                    EngineTest.await()
                            .pollInSameThread()
                            .until(() -> QuarkusTransaction.getStatus() != Status.STATUS_ACTIVE);
                    return null;
                }))
                .isEqualTo(ServerFault.TRANSACTION_TIMEOUT);
    }

    @Test
    void leavesWhatTheHandlerDidToTheHandler() throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS test_deferred (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        HandlerTransaction transaction = new HandlerTransaction(database, TestEngine.config(Map.of()));
        assertThat(fault(transaction, () -> execute("INSERT INTO test_deferred VALUES (1), (1)")))
                .isNull();
        assertThat(fault(transaction, () -> {
                    execute("SELECT 1");
                    QuarkusTransaction.setRollbackOnly();
                    return null;
                }))
                .isNull();
    }

    @Test
    void tellsAPoolWithoutAFreeConnection() throws SQLException {
        AgroalConnectionFactoryConfiguration server =
                database.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        var one = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofMillis(100))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(server.jdbcUrl())
                                .principal(server.principal())
                                .credential(server.credentials().iterator().next())));
        try (AgroalDataSource small = AgroalDataSource.from(one);
                Connection taken = small.getConnection()) {
            assertThat(taken.isValid(1)).isTrue();
            assertThat(ServerFault.of(catchThrowable(small::getConnection))).contains(ServerFault.POOL);
        }
    }

    @Test
    void tellsARedisThatIsNotThereAndOneThatIsSilent() throws Exception {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            assertThat(ServerFault.of(catchThrowable(() -> ask(port)))).contains(ServerFault.REDIS_AWAY);
        }
        assertThat(ServerFault.of(catchThrowable(() -> ask(port)))).contains(ServerFault.REDIS_AWAY);
    }

    private void ask(int port) {
        Redis client = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
        try {
            new BlockingRedisDataSourceImpl(vertx, client, RedisAPI.api(client), Duration.ofMillis(300))
                    .value(String.class)
                    .get("key");
        } finally {
            client.close();
        }
    }

    private static ServerFault fault(HandlerTransaction transaction, Callable<?> work) {
        Throwable failure = catchThrowable(() -> transaction.call(work));
        assertThat(failure).isNotNull();
        return ServerFault.of(failure).orElse(null);
    }

    private Object execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
