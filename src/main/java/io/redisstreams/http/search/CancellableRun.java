package io.redisstreams.http.search;

import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** The statements of one search, as long as it runs: a cancel that comes later meets nobody else's. */
final class CancellableRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CancellableRun.class);

    private final PGConnection connection;
    private boolean running = true;

    CancellableRun(Connection connection) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
    }

    synchronized void cancel() {
        if (running) {
            try {
                connection.cancelQuery();
            } catch (SQLException failure) {
                LOG.debugf("A search could not be cancelled, and runs into its timeout: %s", failure.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        running = false;
    }
}
