package io.redisstreams.stream;

import java.sql.SQLException;
import java.util.Set;

/** Questions about faults of PostgreSQL, which {@link ServerFault} tells from those of an event or of a call. */
public final class ServerFaults {
    /** A session with one of these faults serves nobody any more; a read-only one stays read-only after a failover. */
    private static final Set<String> ENDED = Set.of("25006", "25P03", "25P04", "57P01", "57P02", "57P03", "57P05");

    private ServerFaults() {}

    /** Whether PostgreSQL, the way to it or the pool is at fault; looks at the causes, too. */
    public static boolean ofDatabase(Throwable failure) {
        return ServerFault.of(failure)
                .filter(fault -> fault != ServerFault.REDIS_AWAY)
                .isPresent();
    }

    /** Whether PostgreSQL refused a write because it is read-only: a standby, or a phase of maintenance. */
    public static boolean readOnly(Throwable failure) {
        return is(ServerFault.READ_ONLY, failure);
    }

    /** Whether somebody else held a lock for longer than {@code lock_timeout}. */
    static boolean lockTimeout(Throwable failure) {
        return is(ServerFault.LOCK_TIMEOUT, failure);
    }

    /** Whether the session that met the fault must leave the pool. */
    static boolean endsSession(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || ENDED.contains(state));
    }

    private static boolean is(ServerFault fault, Throwable failure) {
        return ServerFault.of(failure).filter(fault::equals).isPresent();
    }
}
