package io.redisstreams.group;

/** What becomes of an entry in a group that has not logged its event. */
public enum Fate {
    /** The group will get the entry, or has it pending. */
    AWAITED,
    /** The group began behind the entry, or was moved beyond all entries: it never wanted the event. */
    SKIPPED,
    /**
     * The group will not get the entry any more: Redis lost it (FLUSHALL, a failover to a replica that lagged), or the
     * group passed it without a trace (somebody deleted a consumer with all that was pending for it).
     */
    LOST
}
