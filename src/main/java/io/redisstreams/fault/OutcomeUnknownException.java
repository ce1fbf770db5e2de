package io.redisstreams.fault;

import java.util.List;
import java.util.UUID;

/** Redis may have taken the events or not. Publishing them again under the same ids makes them one event each. */
public class OutcomeUnknownException extends RedisAwayException {
    private static final long serialVersionUID = 1L;

    private final transient List<UUID> eventIds;

    public OutcomeUnknownException(List<UUID> eventIds, Throwable cause) {
        super("Redis did not answer in time, and may have the event", cause);
        this.eventIds = eventIds;
    }

    /** In the order in which the events were given. */
    public List<UUID> eventIds() {
        return eventIds;
    }
}
