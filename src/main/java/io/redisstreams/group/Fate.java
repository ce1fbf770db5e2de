package io.redisstreams.group;

/** What happens to an entry in a group that has not logged its event. */
public enum Fate {
    /** The group will get the entry, or has it pending. */
    AWAITED,
    /** The group began after the entry, or was moved past all entries: it never wanted the event. */
    SKIPPED,
    /**
     * The group will not get the entry: Redis lost it (FLUSHALL, a failover to a replica that lagged), or the group
     * passed it without a trace (a deleted consumer with pending entries).
     */
    LOST
}
