package io.redisstreams.tail;

import io.redisstreams.redis.EntryId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One listener's place in a stream. While it catches up with what it has missed, what is published meanwhile is held back,
 * so that it hears all in order and nothing twice.
 */
final class Tail {
    static final int MOST_HELD = 1000;

    private final TailListener listener;
    private final Deque<TailedEntry> held = new ArrayDeque<>();
    private String position;
    private boolean catchingUp;
    private boolean overrun;

    /** @param afterId the last entry that it has; null: it wants new ones only */
    Tail(TailListener listener, String afterId) {
        this.listener = listener;
        this.position = afterId;
        this.catchingUp = afterId != null;
    }

    /** An entry that was published now. */
    synchronized void live(TailedEntry entry) {
        if (!catchingUp) {
            tell(entry);
        } else if (held.size() < MOST_HELD) {
            held.add(entry);
        } else if (!overrun) {
            overrun = true;
            listener.overrun();
        }
    }

    /** An entry that it has missed; false when it wants no more of them. */
    synchronized boolean missed(TailedEntry entry) {
        return tell(entry);
    }

    /** @param complete false when more was missed than it was told */
    synchronized void caughtUp(boolean complete) {
        if (!complete) {
            listener.gap(position);
        }
        held.forEach(this::tell);
        held.clear();
        catchingUp = false;
    }

    synchronized String position() {
        return position;
    }

    private boolean tell(TailedEntry entry) {
        String id = entry.entry().messageId();
        if (position != null && EntryId.compare(id, position) <= 0) {
            return true;
        }
        position = id;
        return listener.entry(entry);
    }
}
