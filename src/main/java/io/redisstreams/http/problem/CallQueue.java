package io.redisstreams.http.problem;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The calls of one kind that are not answered yet, in the order of their arrival. Says no to another one when the queue is
 * so long that it would wait in vain. What counts is
 * the wait and not the number, for the same number is a moment for a warm service and an age for one that just started.
 */
final class CallQueue {
    /** So many may wait long, as a batch of a thousand does, and others still come in. */
    private static final int SLOW = 32;

    private final long patienceNanos;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    CallQueue(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** A call that waits for its answer; compared by identity. */
    static final class Call {
        private final long since;

        private Call(long since) {
            this.since = since;
        }
    }

    /** A new call, to be handed to {@link #end}; null when there is no room for it. */
    Call begin(long now) {
        if (full(now)) {
            return null;
        }
        Call call = new Call(now);
        calls.add(call);
        return call;
    }

    void end(Call call) {
        calls.remove(call);
    }

    private boolean full(long now) {
        Iterator<Call> oldest = calls.iterator();
        for (int i = 0; i < SLOW && oldest.hasNext(); i++) {
            oldest.next();
        }
        return oldest.hasNext() && now - oldest.next().since > patienceNanos;
    }
}
