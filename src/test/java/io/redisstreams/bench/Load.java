package io.redisstreams.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * A load from one thread over raw sockets, so that what is measured is the server: each connection sends a request,
 * waits for its replies, and sends the next. The same for Redis and for the service.
 */
record Load(InetSocketAddress address, int connections, int repliesPerRequest, Supplier<Exchange> exchanges) {
    private static final long FOR_EVER = Long.MAX_VALUE;

    /** As fast as the server answers, until it no longer becomes faster. */
    void warmUp(double windowSeconds) throws IOException {
        Gain gain = new Gain();
        while (gain.expected()) {
            gain.add(perSecond(windowSeconds));
        }
    }

    /** Replies a second, as fast as the server answers. */
    double perSecond(double seconds) throws IOException {
        long start = System.nanoTime();
        long replies = run(FOR_EVER, seconds, 0);
        return replies / ((System.nanoTime() - start) / 1e9);
    }

    /** So many requests, as fast as the server answers. */
    void requests(long count) throws IOException {
        run(count, Integer.MAX_VALUE, 0);
    }

    /** Requests at an even rate; one waits only when no connection is free. */
    void paced(double seconds, double rate) throws IOException {
        run(Math.round(seconds * rate), Integer.MAX_VALUE, rate);
    }

    private long run(long requests, double seconds, double rate) throws IOException {
        Deque<LoadConnection> idle = new ArrayDeque<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                idle.add(new LoadConnection(address, selector, exchanges.get(), repliesPerRequest));
            }
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            long sent = 0;
            long replies = 0;
            while (idle.size() < connections || sent < requests && System.nanoTime() < end) {
                while (!idle.isEmpty() && sent < allowed(requests, rate, start) && System.nanoTime() < end) {
                    idle.poll().send();
                    sent++;
                }
                replies += await(selector, rate, idle);
            }
            for (LoadConnection connection : idle) {
                connection.close();
            }
            return replies;
        }
    }

    private static long allowed(long requests, double rate, long start) {
        return rate == 0 ? requests : Math.min(requests, (long) ((System.nanoTime() - start) / 1e9 * rate) + 1);
    }

    private static long await(Selector selector, double rate, Deque<LoadConnection> idle) throws IOException {
        long replies = 0;
        selector.select(rate == 0 ? 1000 : 1);
        for (SelectionKey key : selector.selectedKeys()) {
            LoadConnection connection = (LoadConnection) key.attachment();
            boolean waited = !connection.idle();
            replies += connection.proceed();
            if (waited && connection.idle()) {
                idle.add(connection);
            }
        }
        selector.selectedKeys().clear();
        return replies;
    }
}
