package io.redisstreams.group;

import java.util.Locale;

/** Where an event stands in a group. */
public enum Status {
    /** Handled; its effects are committed. */
    PROCESSED,
    /** The group has no handler for its type, and is none that only records. */
    UNHANDLED,
    /** The handler failed; a retry is due at {@code next_attempt_at}. */
    RETRYING,
    /** A dead letter: the group gave up on it. */
    DEAD,
    /** A dead letter that somebody decided to drop. */
    DISCARDED;

    /** As it is stored and told. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
