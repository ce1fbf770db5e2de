package io.redisstreams.http.search;

import static jakarta.transaction.Transactional.TxType.REQUIRED;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.redisstreams.fault.SearchRefusedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** Runs searches in transactions that end by a timeout, or with the connection of the caller. */
@ApplicationScoped
class SearchRuns {
    private final AgroalDataSource database;
    private final CurrentVertxRequest calls;
    private final Duration timeout;
    private final ScheduledExecutorService canceller = Executors.newSingleThreadScheduledExecutor(SearchRuns::thread);

    SearchRuns(AgroalDataSource database, CurrentVertxRequest calls, SearchConfig config) {
        this.database = database;
        this.calls = calls;
        this.timeout = config.timeout();
    }

    /** @param timed false: only the caller's leaving ends it early */
    @Transactional(REQUIRED)
    public Object run(Callable<Object> search, boolean timed) throws Exception {
        try (Connection connection = database.getConnection();
                CancellableRun run = new CancellableRun(connection)) {
            if (timed) {
                limit(connection);
                // The server's limit is for one statement, and a search may have several.
                canceller.schedule(run::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            watchCaller(run);
            return search.call();
        }
    }

    private void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
        }
    }

    /** No caller, no watch: commands search too. */
    private void watchCaller(CancellableRun run) {
        RoutingContext call = Arc.container().requestContext().isActive() ? calls.getCurrent() : null;
        if (call != null) {
            call.addEndHandler(ended -> {
                if (ended.failed()) {
                    canceller.execute(run::cancel);
                }
            });
            if (call.response().closed()) {
                throw new SearchRefusedException("The caller has gone", null);
            }
        }
    }

    @PreDestroy
    void stop() {
        canceller.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "search-canceller");
        thread.setDaemon(true);
        return thread;
    }

    /** The statements of one search, as long as it runs: a cancel that comes later meets nobody else's. */
    static final class CancellableRun implements AutoCloseable {
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
}
