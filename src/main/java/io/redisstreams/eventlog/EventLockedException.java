package io.redisstreams.eventlog;

import java.sql.SQLException;

/** Another session writes the row of the event, and has not committed within the lock timeout. */
public class EventLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventLockedException(SQLException cause) {
        super("Another session holds the event's row: " + cause.getMessage(), cause);
    }
}
