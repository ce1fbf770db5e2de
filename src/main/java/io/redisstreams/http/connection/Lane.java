package io.redisstreams.http.connection;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Calls of one kind: a number of them run at the same time, and the others wait in the order of their arrival. */
final class Lane {
    private final int places;
    private final Set<CallGate> waiting = new LinkedHashSet<>();
    private int taken;

    Lane(int places) {
        this.places = places;
    }

    /** @return false: the call waits, and {@link CallGate#turn} is called, by any thread, when it has a place */
    synchronized boolean enter(CallGate call) {
        if (taken < places) {
            taken++;
            return true;
        }
        waiting.add(call);
        return false;
    }

    /** @return false: the call no longer waits, it has a place */
    synchronized boolean giveUp(CallGate call) {
        return waiting.remove(call);
    }

    /** The call is over. Its place goes to the call that has waited longest. */
    void leave() {
        CallGate next = next();
        if (next != null) {
            next.turn();
        }
    }

    private synchronized CallGate next() {
        Iterator<CallGate> longest = waiting.iterator();
        if (!longest.hasNext()) {
            taken--;
            return null;
        }
        CallGate next = longest.next();
        longest.remove();
        return next;
    }

    synchronized int waiting() {
        return waiting.size();
    }
}
