package io.redisstreams.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** One use of a session, between leaving the pool and returning to it: a late cancel hits no other use's statement. */
public final class SessionUse {
    private static final Logger LOG = Logger.getLogger(SessionUse.class);

    private final Connection session;
    private final long began = System.nanoTime();
    /** Held while a cancel is on its way: it takes a connection of its own, and must not arrive too late. */
    private final ReentrantLock cancelling = new ReentrantLock();

    private volatile boolean cancellable = true;
    private boolean over;
    private Future<?> limit;

    /** @param session the driver's own session */
    SessionUse(Connection session) {
        this.session = session;
    }

    Connection session() {
        return session;
    }

    boolean isClosed() {
        try {
            return session.isClosed();
        } catch (SQLException unknown) {
            return true;
        }
    }

    boolean beganBefore(long nanos) {
        return began - nanos < 0;
    }

    /** Cancels the running statement; does nothing without one. Blocks for a second at most. */
    public void cancel() {
        cancelling.lock();
        try {
            if (cancellable) {
                session.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException failure) {
            LOG.debugf("A statement could not be cancelled: %s", failure.getMessage());
        } finally {
            cancelling.unlock();
        }
    }

    /**
     * After this a cancel does nothing. If a commit that waits for a standby were cancelled, the driver would report it
     * as done, although the standby does not have it.
     */
    void commits() {
        cancellable = false;
        cancelling.lock();
        cancelling.unlock();
    }

    /** Closes the connection, also while another thread waits for an answer, which then fails. */
    synchronized void abort() {
        if (!over) {
            try {
                session.abort(Runnable::run);
            } catch (SQLException failure) {
                LOG.debugf("A session could not be closed: %s", failure.getMessage());
            }
        }
    }

    synchronized void limitedBy(Future<?> timer) {
        if (limit != null) {
            limit.cancel(false);
        }
        limit = timer;
        if (over && timer != null) {
            timer.cancel(false);
        }
    }

    /** The session returns to the pool. */
    void end() {
        synchronized (this) {
            over = true;
        }
        limitedBy(null);
        commits();
    }
}
