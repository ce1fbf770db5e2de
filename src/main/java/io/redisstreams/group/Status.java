package io.redisstreams.group;

import java.util.Locale;

/** The state of an event in a group. */
public enum Status {
    /** Handled; its effects are committed. */
    PROCESSED,
    /** The group has no handler for its type, and is not a group that only records. */
    UNHANDLED,
    /** The handler failed; a retry is due at {@code next_attempt_at}. */
    RETRYING,
    /** A dead letter: the group gave up. */
    DEAD,
    /** A dead letter that was dropped on request. */
    DISCARDED;

    /** The value in the database and in the API. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
