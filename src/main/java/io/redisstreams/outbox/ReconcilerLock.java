package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets one instance at a time reconcile, so that not every instance repeats the same queries. The lock lives in a
 * separate transaction, so it also works behind PgBouncer, and it ends with its process.
 */
@ApplicationScoped
class ReconcilerLock {
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('redis-streams-service:reconciler'))";

    private final AgroalDataSource database;

    ReconcilerLock(AgroalDataSource database) {
        this.database = database;
    }

    /** Returns the result of the work; empty, without running it, while another instance has the lock. */
    <T> Optional<T> run(Supplier<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return isLocked(connection) ? Optional.of(work.get()) : Optional.empty();
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The outbox cannot be locked: " + failure.getMessage(), failure);
        }
    }

    private static boolean isLocked(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
