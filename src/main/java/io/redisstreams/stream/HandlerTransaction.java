package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The transaction in which handlers run. It fails when a statement of theirs failed and they did not say so: PostgreSQL
 * would roll it back at the commit, and the driver would report success.
 */
@ApplicationScoped
class HandlerTransaction {
    private final AgroalDataSource database;
    private final int seconds;

    HandlerTransaction(AgroalDataSource database, StreamsConfig config) {
        this.database = database;
        this.seconds = Math.toIntExact(config.consumers().transactionTimeout().toSeconds());
    }

    <T> T call(Callable<T> work) {
        return QuarkusTransaction.requiringNew().timeout(seconds).call(() -> {
            T result = run(work);
            Optional<SQLException> hidden = failedStatement();
            if (hidden.isPresent()) {
                throw hidden.get();
            }
            return result;
        });
    }

    /** A handler that hides why it failed is not blamed for a fault of PostgreSQL. */
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

    /** The driver names the statement that failed as the cause of what fails after it. */
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
