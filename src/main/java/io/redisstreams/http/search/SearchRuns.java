package io.redisstreams.http.search;

import static jakarta.transaction.Transactional.TxType.REQUIRED;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.redisstreams.fault.SearchRefusedException;
import io.redisstreams.postgres.SessionUse;
import io.redisstreams.postgres.SessionsInUse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Runs searches in transactions that end by a timeout, or when the caller disconnects. */
@ApplicationScoped
class SearchRuns {
    private final AgroalDataSource database;
    private final SessionsInUse sessions;
    private final CurrentVertxRequest calls;
    private final Duration timeout;

    SearchRuns(AgroalDataSource database, SessionsInUse sessions, CurrentVertxRequest calls, SearchConfig config) {
        this.database = database;
        this.sessions = sessions;
        this.calls = calls;
        this.timeout = config.timeout();
    }

    /** @param timed false: only a disconnected caller ends it early */
    @Transactional(REQUIRED)
    public Object run(Callable<Object> search, boolean timed) throws Exception {
        try (Connection connection = database.getConnection()) {
            SessionUse use = sessions.of(connection);
            if (timed) {
                limit(connection);
                // The server's limit applies to one statement, and a search may have several.
                sessions.limit(use, timeout);
            } else {
                sessions.unlimit(use);
            }
            watchCaller(use);
            return search.call();
        }
    }

    private void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
        }
    }

    /** Without a caller there is nothing to watch: commands search too. */
    private void watchCaller(SessionUse use) {
        RoutingContext call = Arc.container().requestContext().isActive() ? calls.getCurrent() : null;
        if (call != null) {
            call.addEndHandler(ended -> {
                if (ended.failed()) {
                    sessions.cancelSoon(use);
                }
            });
            if (call.response().closed()) {
                throw new SearchRefusedException("The caller has gone", null);
            }
        }
    }
}
