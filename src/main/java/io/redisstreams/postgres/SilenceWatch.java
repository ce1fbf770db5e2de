package io.redisstreams.postgres;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.fault.Causes;
import io.redisstreams.process.Ticker;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Notices that PostgreSQL was silent, and then frees the threads that still wait for it. After a silence it is unknown
 * which connections still work; a statement on a lost one would wait until its own limit, and that of a batch is
 * {@code streams.consumers.transaction-timeout}. Keeps one session of the pool for itself, because a session from the pool may
 * be new, and a login without an answer proves nothing.
 */
@ApplicationScoped
class SilenceWatch {
    private static final Logger LOG = Logger.getLogger(SilenceWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Sessions to which PostgreSQL was only slow have their answer before the second check. */
    private static final int LOOKS = 2;

    private final AgroalDataSource database;
    private final SessionsInUse sessions;
    private Connection session;
    private boolean silent;
    private long lastFailed;
    private int answers;

    SilenceWatch(AgroalDataSource database, SessionsInUse sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(EVERY, "postgres-silence", this::look);
    }

    synchronized void look() {
        long began = System.nanoTime();
        try {
            ask();
            answered();
        } catch (SQLException failure) {
            silent |= Causes.of(failure).anyMatch(SocketTimeoutException.class::isInstance);
            lastFailed = began;
            answers = 0;
            close();
        }
    }

    private void ask() throws SQLException {
        if (session == null) {
            session = database.getConnection();
            session.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
        }
        try (Statement statement = session.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void answered() {
        if (silent && ++answers >= LOOKS) {
            silent = false;
            int lost = sessions.abortOlder(lastFailed);
            LOG.infof("PostgreSQL answers after a silence; %d sessions still waited for it and were closed", lost);
        }
    }

    synchronized void stop(@Observes @Priority(1) ShutdownEvent shutdown) {
        close();
    }

    private void close() {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException broken) {
                LOG.debugf("The session was closed already: %s", broken.getMessage());
            }
            session = null;
        }
    }
}
