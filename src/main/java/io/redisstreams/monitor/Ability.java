package io.redisstreams.monitor;

import java.util.Locale;

/** What an instance of the service can do, as long as the servers that it needs let it. */
public enum Ability {
    PUBLISH_DIRECT,
    PUBLISH_OUTBOX,
    PROCESS,
    SEARCH;

    /** As metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
