package io.redisstreams.postgres;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

/**
 * Bounds how long the pool's sessions wait for PostgreSQL. A frozen server, or a network that drops packets, keeps the
 * connection open and answers nothing; the driver then waits for ever. An HTTP call is cancelled and then disconnected
 * after {@code streams.database.call-timeout}; other work waits for each answer at most
 * {@code streams.database.answer-timeout}, unless it sets another bound.
 */
@ApplicationScoped
public class SessionsInUse implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(SessionsInUse.class);

    /** After the migration (-10), whose statements may take as long as they need. */
    private static final int AFTER_MIGRATION = -9;

    /** The time in which a cancelled statement should end. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Map<Connection, SessionUse> uses = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, SessionsInUse::thread);
    private final ExecutorService canceller = Executors.newSingleThreadExecutor(SessionsInUse::thread);
    private final CurrentVertxRequest calls;
    private final TransactionSynchronizationRegistry transaction;
    private final DatabaseConfig config;
    private volatile boolean started;

    SessionsInUse(CurrentVertxRequest calls, TransactionSynchronizationRegistry transaction, DatabaseConfig config) {
        this.calls = calls;
        this.transaction = transaction;
        this.config = config;
        timer.setRemoveOnCancelPolicy(true);
    }

    void start(@Observes @Priority(AFTER_MIGRATION) StartupEvent startup) {
        started = true;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        session(connection).ifPresent(this::begin);
    }

    private void begin(Connection session) {
        SessionUse use = new SessionUse(session);
        end(uses.put(session, use));
        awaitAnswers(session, started ? config.answerTimeout() : Duration.ZERO);
        if (started && isCall()) {
            if (transaction.getTransactionStatus() == Status.STATUS_ACTIVE) {
                transaction.registerInterposedSynchronization(new Commit(use));
            }
            limit(use, config.callTimeout());
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        session(connection).ifPresentOrElse(session -> end(uses.remove(session)), this::endClosed);
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        onConnectionReturn(connection);
    }

    /** The caller's use of a session from the pool. */
    public SessionUse of(Connection connection) throws SQLException {
        return uses.get(connection.unwrap(PgConnection.class));
    }

    /**
     * Bounds the use anew: at the end of the time the statement is cancelled, and soon after it the session is closed.
     */
    public void limit(SessionUse use, Duration patience) {
        use.limitedBy(timer.schedule(() -> cancel(use), patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Lets the use take any time. */
    public void unlimit(SessionUse use) {
        use.limitedBy(null);
        awaitAnswers(use.session(), Duration.ZERO);
    }

    /** Cancels the running statement of the use; returns at once. */
    public void cancelSoon(SessionUse use) {
        canceller.execute(use::cancel);
    }

    /**
     * Closes the sessions whose use began before {@code nanos} and still lasts: after a silence it is unknown which
     * connections still work. Returns how many sessions it closed.
     */
    public int abortOlder(long nanos) {
        var old = uses.values().stream().filter(use -> use.beganBefore(nanos)).toList();
        old.forEach(SessionUse::abort);
        return old.size();
    }

    private void cancel(SessionUse use) {
        cancelSoon(use);
        use.limitedBy(timer.schedule(use::abort, GRACE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The driver's own connection, which the pool wraps anew for each caller; empty when it is closed. */
    private static Optional<Connection> session(Connection connection) {
        try {
            return Optional.of(connection.unwrap(PgConnection.class));
        } catch (SQLException closed) {
            return Optional.empty();
        }
    }

    private void endClosed() {
        uses.values().stream().filter(SessionUse::isClosed).forEach(use -> end(uses.remove(use.session())));
    }

    private static void end(SessionUse use) {
        if (use != null) {
            use.end();
        }
    }

    private boolean isCall() {
        return Arc.container().requestContext().isActive() && calls.getCurrent() != null;
    }

    private static void awaitAnswers(Connection session, Duration patience) {
        try {
            session.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        } catch (SQLException closed) {
            LOG.debugf("The session is closed; its first statement will fail: %s", closed.getMessage());
        }
    }

    private record Commit(SessionUse use) implements Synchronization {
        @Override
        public void beforeCompletion() {
            use.commits();
        }

        @Override
        public void afterCompletion(int status) {}
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        canceller.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "session-limits");
        thread.setDaemon(true);
        return thread;
    }
}
