package io.redisstreams.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.redisstreams.event.BadPayloadException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures as PostgreSQL, the pool, the transaction manager and the Redis client throw them. */
class ServerFaultTest {
    @ParameterizedTest
    @CsvSource({
        "08001, POSTGRESQL_AWAY",
        "08006, POSTGRESQL_AWAY",
        "57P01, POSTGRESQL_AWAY",
        "57P03, POSTGRESQL_AWAY",
        "57P05, POSTGRESQL_AWAY",
        "57014, CANCELLED",
        "53100, RESOURCES",
        "53200, RESOURCES",
        "53300, RESOURCES",
        "58030, RESOURCES",
        "40P01, DEADLOCK",
        "40001, SERIALIZATION",
        "40003, COMMIT",
        "55P03, LOCK_TIMEOUT",
        "25006, READ_ONLY",
        "25P03, TRANSACTION_TIMEOUT",
        "25P04, TRANSACTION_TIMEOUT",
        "22P02,",
        "23505,",
        "25P02,",
        "40002,",
        "42703,",
        "54001,",
        "P0001,",
    })
    void tellsByTheState(String state, ServerFault fault) {
        SQLException failure = new SQLException("x", state);
        assertThat(ServerFault.of(failure).orElse(null)).isEqualTo(fault);
        assertThat(ServerFault.of(handlers(failure)).orElse(null)).isEqualTo(fault);
        assertThat(ServerFault.of(new BatchUpdateException("x", state, new int[0], failure))
                        .orElse(null))
                .isEqualTo(fault);
        assertThat(ServerFault.of(refusedCommit(failure)).orElse(null)).isEqualTo(fault);
        assertThat(ServerFault.of(brokenBy(failure)).orElse(null)).isEqualTo(fault);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments(new SQLException("Sorry, acquisition timeout!"), ServerFault.POOL),
                arguments(new SQLException("Acquisition timeout while waiting for new connection"), ServerFault.POOL),
                arguments(
                        new SQLException("Failing fast as the transaction has rolled back"),
                        ServerFault.TRANSACTION_TIMEOUT),
                arguments(
                        new RollbackException("ARJUNA016102: The transaction is not active!"),
                        ServerFault.TRANSACTION_TIMEOUT),
                arguments(refusedCommit(null), ServerFault.COMMIT),
                arguments(askedForRollback(), null),
                arguments(new SQLException("Connection is closed"), null),
                arguments(new RedisAwayException("Redis does not answer"), ServerFault.REDIS_AWAY),
                arguments(reply("CONNECTION_CLOSED"), ServerFault.REDIS_AWAY),
                arguments(reply("LOADING Redis is loading the dataset in memory"), ServerFault.REDIS_AWAY),
                arguments(reply("READONLY You can't write against a read only replica."), ServerFault.REDIS_AWAY),
                arguments(reply("OOM command not allowed"), ServerFault.REDIS_AWAY),
                arguments(reply("ERR max number of clients reached"), ServerFault.REDIS_AWAY),
                arguments(reply("WRONGTYPE Operation against a key"), null),
                arguments(reply("ERR unknown command"), null),
                arguments(inRedisClient(new ConnectException("Connection refused")), ServerFault.REDIS_AWAY),
                arguments(inRedisClient(new TimeoutException()), ServerFault.REDIS_AWAY),
                arguments(inRedisClient(new NullPointerException()), null),
                arguments(new CompletionException(new ConnectException("Connection refused")), null),
                arguments(new TimeoutException(), null),
                arguments(new IllegalStateException("no", new IOException("a mail server")), null),
                arguments(new BadPayloadException("torn"), null),
                arguments(new OutOfMemoryError(), null));
    }

    @ParameterizedTest
    @MethodSource("others")
    void tellsByTheClassAndTheStack(Throwable failure, ServerFault fault) {
        assertThat(ServerFault.of(failure).orElse(null)).isEqualTo(fault);
        assertThat(ServerFault.of(handlers(failure)).orElse(null)).isEqualTo(fault);
    }

    @Test
    void endsThoughFailuresNameEachOther() {
        Exception one = new Exception("one");
        one.initCause(new Exception("two", one));
        assertThat(ServerFault.of(one)).isEmpty();
    }

    @Test
    void everyFaultHasItsLabelAndSentence() {
        assertThat(ServerFault.values()).allSatisfy(fault -> {
            assertThat(fault.label()).matches("[a-z]+(-[a-z]+)*");
            assertThat(fault.sentence()).isNotBlank();
        });
        assertThat(ServerFault.REDIS_AWAY.label()).isEqualTo("redis-away");
    }

    private static Throwable handlers(Throwable cause) {
        return new IllegalStateException("The handler failed", cause);
    }

    private static ErrorType reply(String text) {
        return ErrorType.create(text);
    }

    /** As the driver throws for each statement after the one that failed. */
    private static Throwable brokenBy(SQLException cause) {
        SQLException failure = new SQLException("current transaction is aborted", "25P02");
        failure.initCause(cause);
        return failure;
    }

    private static RollbackException refusedCommit(SQLException answer) {
        XAException refusal = new XAException(XAException.XA_RBROLLBACK);
        refusal.initCause(answer);
        RollbackException failure = new RollbackException("ARJUNA016053: Could not commit transaction.");
        failure.addSuppressed(refusal);
        return failure;
    }

    private static RollbackException askedForRollback() {
        RollbackException failure = new RollbackException("ARJUNA016053: Could not commit transaction.");
        failure.initCause(new Throwable("setRollbackOnly called from:"));
        return failure;
    }

    private static Throwable inRedisClient(Throwable cause) {
        CompletionException failure = new CompletionException(cause);
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(
                    "io.quarkus.redis.runtime.datasource.BlockingStringCommandsImpl", "set", "Blocking.java", 119)
        });
        return failure;
    }
}
