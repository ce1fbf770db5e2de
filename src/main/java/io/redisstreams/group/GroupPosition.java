package io.redisstreams.group;

import io.redisstreams.redis.EntryId;

/**
 * The position of a group in its stream.
 *
 * @param start the entry id after which the group begins
 * @param lastDelivered the group's cursor; null when Redis does not have the group, which will be created at its start
 * @param top the last id that the stream assigned
 */
record GroupPosition(String start, String lastDelivered, String top) {
    /** @param inStream whether the entry is in the stream; @param pending whether the group has it pending */
    Fate fate(String messageId, boolean inStream, boolean pending) {
        if (inStream && (pending || isAhead(messageId))) {
            return Fate.AWAITED;
        }
        return isBefore(messageId, start) || isBeyondTop() && isBefore(messageId, lastDelivered)
                ? Fate.SKIPPED
                : Fate.LOST;
    }

    private boolean isAhead(String messageId) {
        return EntryId.compare(messageId, lastDelivered == null ? start : lastDelivered) > 0;
    }

    /** Only XGROUP SETID, or a start in the future, moves a cursor there. The group would not get a new entry either. */
    private boolean isBeyondTop() {
        return lastDelivered != null && EntryId.compare(lastDelivered, top) > 0;
    }

    private static boolean isBefore(String messageId, String cursor) {
        return EntryId.compare(messageId, cursor) <= 0;
    }
}
