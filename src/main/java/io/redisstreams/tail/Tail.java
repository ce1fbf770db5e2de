package io.redisstreams.tail;

import io.redisstreams.redis.EntryId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One listener's position in a stream. While it reads the entries that it missed, new entries are held back, so that it
 * receives all in order and none twice.
 */
final class Tail {
    static final int MOST_HELD = 1000;

    private final TailListener listener;
    private final Deque<TailedEntry> held = new ArrayDeque<>();
    private String position;
    private boolean catchingUp;
    private boolean overrun;

    /** @param afterId the last entry that it has; null: it wants only new ones */
    Tail(TailListener listener, String afterId) {
        this.listener = listener;
        this.position = afterId;
        this.catchingUp = afterId != null;
    }

    /** An entry that was published now. */
    synchronized void live(TailedEntry entry) {
        if (!catchingUp) {
            deliver(entry);
        } else if (held.size() < MOST_HELD) {
            held.add(entry);
        } else if (!overrun) {
            overrun = true;
            listener.overrun();
        }
    }

    /** An entry that it has missed; false when it wants no more of them. */
    synchronized boolean missed(TailedEntry entry) {
        return deliver(entry);
    }

    /** @param complete false when it missed more than it received */
    synchronized void caughtUp(boolean complete) {
        if (!complete) {
            listener.gap(position);
        }
        held.forEach(this::deliver);
        held.clear();
        catchingUp = false;
    }

    synchronized String position() {
        return position;
    }

    private boolean deliver(TailedEntry entry) {
        String id = entry.entry().messageId();
        if (position != null && EntryId.compare(id, position) <= 0) {
            return true;
        }
        position = id;
        return listener.entry(entry);
    }
}
