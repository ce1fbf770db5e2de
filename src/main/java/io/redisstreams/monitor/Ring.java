package io.redisstreams.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/** The points of the last minutes, in order of time. Removes older ones, and the oldest when there are too many. */
final class Ring<P> {
    private static final long MILLIS = 5 * 60_000;
    private static final int SIZE = 600;

    private final Deque<P> points = new ArrayDeque<>();
    private final ToLongFunction<P> at;

    Ring(ToLongFunction<P> at) {
        this.at = at;
    }

    synchronized void add(P point) {
        points.addLast(point);
        long oldest = at.applyAsLong(point) - MILLIS;
        while (points.size() > SIZE || at.applyAsLong(points.getFirst()) < oldest) {
            points.removeFirst();
        }
    }

    synchronized List<P> points() {
        return List.copyOf(points);
    }
}
