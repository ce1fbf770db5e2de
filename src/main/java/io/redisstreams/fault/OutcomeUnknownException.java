package io.redisstreams.fault;

import java.util.List;
import java.util.UUID;

/**
 * Redis may have stored the events or not. A caller that publishes them again under the same ids creates no second
 * event.
 */
public class OutcomeUnknownException extends RedisAwayException {
    private static final long serialVersionUID = 1L;

    private final transient List<UUID> eventIds;

    public OutcomeUnknownException(List<UUID> eventIds, Throwable cause) {
        super("Redis did not answer in time, and may have the event", cause);
        this.eventIds = eventIds;
    }

    /** The ids of the events, in the order of the call. */
    public List<UUID> eventIds() {
        return eventIds;
    }
}
