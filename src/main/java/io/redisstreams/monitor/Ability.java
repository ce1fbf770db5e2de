package io.redisstreams.monitor;

import java.util.Locale;

/** A task that an instance can do while the servers that it needs work. */
public enum Ability {
    PUBLISH_DIRECT,
    PUBLISH_OUTBOX,
    PROCESS,
    SEARCH;

    /** The name in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
