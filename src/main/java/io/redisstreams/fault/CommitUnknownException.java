package io.redisstreams.fault;

import java.util.List;
import java.util.UUID;

/**
 * PostgreSQL may have committed the events or not. A caller that publishes them again under the same ids creates no
 * second event.
 */
public class CommitUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<UUID> eventIds;

    public CommitUnknownException(List<UUID> eventIds, Throwable cause) {
        super("PostgreSQL did not answer in time, and may have the event", cause);
        this.eventIds = eventIds;
    }

    /** Whether the failure of a transaction leaves its outcome unknown. */
    public static boolean fits(Throwable failure) {
        return ServerFault.of(failure).filter(ServerFault::leavesDoubt).isPresent();
    }

    /** The ids of the events, in the order of the call. */
    public List<UUID> eventIds() {
        return eventIds;
    }
}
