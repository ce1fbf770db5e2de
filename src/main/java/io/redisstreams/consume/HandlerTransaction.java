package io.redisstreams.consume;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.StreamsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The transaction in which handlers run. It fails when a statement of a handler failed and the handler hid it:
 * PostgreSQL would roll it back at the commit, and the driver would report success.
 */
@ApplicationScoped
public class HandlerTransaction {
    /** The lock timeout of a run that expects locks of others and has other work to do. */
    private static final Duration IMPATIENT = Duration.ofMillis(100);

    /** Set for the transaction: behind PgBouncer, the next one has another session. */
    private static final String LIMIT = "SELECT set_config('lock_timeout', ?, true),"
            + " set_config('idle_in_transaction_session_timeout', ?, true)";

    /** The transaction manager's timeout ends first; PostgreSQL's only helps when the process no longer can. */
    private static final int GRACE_SECONDS = 10;

    private final AgroalDataSource database;
    private final int seconds;
    private final int answerMillis;
    private final Duration lockTimeout;

    HandlerTransaction(AgroalDataSource database, StreamsConfig config) {
        this.database = database;
        this.seconds = Math.toIntExact(config.consumers().transactionTimeout().toSeconds());
        this.answerMillis = Math.toIntExact(
                Math.min(Duration.ofSeconds(seconds + GRACE_SECONDS).toMillis(), Integer.MAX_VALUE));
        this.lockTimeout = config.consumers().lockTimeout();
    }

    public <T> T call(Callable<T> work) {
        return call(true, work);
    }

    /** @param patient whether a statement waits for locks for the full timeout, or only briefly */
    public <T> T call(boolean patient, Callable<T> work) {
        return QuarkusTransaction.requiringNew().timeout(seconds).call(() -> {
            limit(patient ? lockTimeout : IMPATIENT);
            T result = run(work);
            Optional<SQLException> hidden = failedStatement();
            if (hidden.isPresent()) {
                throw hidden.get();
            }
            return result;
        });
    }

    private void limit(Duration patience) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement limit = connection.prepareStatement(LIMIT)) {
            connection.setNetworkTimeout(Runnable::run, answerMillis);
            limit.setString(1, patience.toMillis() + "ms");
            limit.setString(2, (seconds + GRACE_SECONDS) + "s");
            limit.execute();
        }
    }

    /** When a handler hides a fault of PostgreSQL, the fault is still reported as such. */
    private <T> T run(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            if (ServerFault.of(failure).isEmpty()) {
                failedStatement()
                        .filter(hidden -> ServerFault.of(hidden).isPresent())
                        .ifPresent(hidden -> {
                            throw new IllegalStateException(failure.getMessage(), hidden);
                        });
            }
            throw failure;
        }
    }

    /** The driver names the failed statement as the cause of the failures after it. */
    private Optional<SQLException> failedStatement() {
        try (Connection connection = database.getConnection()) {
            if (connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
                try (Statement next = connection.createStatement()) {
                    next.execute("SELECT 1");
                }
            }
            return Optional.empty();
        } catch (SQLException failed) {
            return Optional.of(failed);
        }
    }
}
