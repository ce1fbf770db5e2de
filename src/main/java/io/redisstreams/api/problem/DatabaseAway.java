package io.redisstreams.api.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells a database that is away, or has no connection to spare, from one that refuses what it is asked. */
final class DatabaseAway {
    /** SQLSTATEs, but for class 08: starting or stopping, or out of connections. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300");

    private DatabaseAway() {}

    static boolean is(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SQLException sql && away(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean away(SQLException fault) {
        String state = fault.getSQLState();
        if (state != null) {
            return state.startsWith("08") || STATES.contains(state);
        }
        // The pool has no state for it.
        return fault.getMessage() != null && fault.getMessage().contains("cquisition timeout");
    }
}
