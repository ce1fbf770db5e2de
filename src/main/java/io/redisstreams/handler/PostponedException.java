package io.redisstreams.handler;

import io.redisstreams.fault.SaysAll;
import java.time.Duration;

/** Whoever handles the event asked for it at a later time. It was no attempt. */
public class PostponedException extends RuntimeException implements SaysAll {
    private static final long serialVersionUID = 1L;

    private final Duration after;
    private final boolean untilResumed;

    private PostponedException(String message, Duration after, boolean untilResumed) {
        super(message, null, false, false);
        this.after = after;
        this.untilResumed = untilResumed;
    }

    public PostponedException(String message, Duration after) {
        this(message, after, false);
    }

    /** Nobody is there any more to handle the events of the group: it is to be paused. */
    public static PostponedException untilResumed(String message) {
        return new PostponedException(message, Duration.ZERO, true);
    }

    public Duration after() {
        return after;
    }

    public boolean isUntilResumed() {
        return untilResumed;
    }
}
