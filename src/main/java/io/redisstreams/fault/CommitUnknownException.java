package io.redisstreams.fault;

import java.util.List;
import java.util.UUID;

/** PostgreSQL may have committed the events or not. Publishing them again under the same ids makes them one event each. */
public class CommitUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<UUID> eventIds;

    public CommitUnknownException(List<UUID> eventIds, Throwable cause) {
        super("PostgreSQL did not answer in time, and may have the event", cause);
        this.eventIds = eventIds;
    }

    /** Whether the failure of a transaction leaves open what became of it. */
    public static boolean fits(Throwable failure) {
        return ServerFault.of(failure).filter(ServerFault::leavesDoubt).isPresent();
    }

    /** In the order in which the events were given. */
    public List<UUID> eventIds() {
        return eventIds;
    }
}
