package io.redisstreams.stream;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * Tells a fault of our servers, of the network or of the pool from a fault of the event or of the call. Such a fault passes
 * by itself: the call is answered 503, and the event keeps its attempts.
 */
public final class ServerFaults {
    /**
     * SQLSTATEs: a read-only server (25006), a serialization failure (40001), a deadlock (40P01), a lock that was not free
     * in time (55P03), sessions that a timeout ended (25P03, 25P04).
     */
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "40001", "40P01", "55P03");

    /** SQLSTATE classes: connections (08), resources (53), an operator's or a shutdown's intervention (57), the system (58). */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /** A session with one of these faults serves nobody any more; a read-only one stays read-only after a failover. */
    private static final Set<String> ENDED = Set.of("25006", "25P03", "25P04", "57P01", "57P02", "57P03", "57P05");

    private ServerFaults() {}

    /** Whether PostgreSQL, the way to it or the pool is at fault; looks at the causes, too. */
    public static boolean ofDatabase(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SQLException sql && passing(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Whether PostgreSQL refused a write because it is read-only: a standby, or a phase of maintenance. */
    public static boolean readOnly(Throwable fault) {
        return hasState(fault, "25006");
    }

    /** Whether somebody else held a lock for longer than {@code lock_timeout}. */
    static boolean lockTimeout(Throwable fault) {
        return hasState(fault, "55P03");
    }

    /** Whether the session that met the fault must leave the pool. */
    static boolean endsSession(SQLException fault) {
        String state = fault.getSQLState();
        return state != null && (state.startsWith("08") || ENDED.contains(state));
    }

    private static boolean passing(SQLException fault) {
        String state = fault.getSQLState();
        if (state == null) {
            // The pool has no state for it.
            return fault.getMessage() != null && fault.getMessage().contains("cquisition timeout");
        }
        return STATES.contains(state) || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }

    private static boolean hasState(Throwable fault, String state) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
