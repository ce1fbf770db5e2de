package io.redisstreams.http.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.redisstreams.http.problem.ProblemText;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** All open HTTP connections: their number, their clients, and the bytes that wait for the clients. */
@Singleton
class Connections {
    private static final String GUARD = "guard";

    private final ConnectionConfig config;
    private final Lanes lanes;
    private final ProblemText problems;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong unsent = new AtomicLong();
    private final Map<InetAddress, Integer> clients = new ConcurrentHashMap<>();
    private final Map<Closed, Counter> closed = new EnumMap<>(Closed.class);

    Connections(ConnectionConfig config, Lanes lanes, ProblemText problems, MeterRegistry metrics) {
        this.config = config;
        this.lanes = lanes;
        this.problems = problems;
        metrics.gauge("streams.http.connections", open);
        metrics.gauge("streams.http.unsent.bytes", unsent);
        for (Closed why : Closed.values()) {
            closed.put(
                    why,
                    Counter.builder("streams.http.closed")
                            .tag("reason", why.label())
                            .register(metrics));
        }
    }

    /** Watches a connection, unless it is already watched. */
    void guard(Channel channel) {
        if (channel.pipeline().get(GUARD) == null) {
            channel.pipeline().addFirst(GUARD, new ConnectionGuard(this));
        }
    }

    ConnectionConfig config() {
        return config;
    }

    Lanes lanes() {
        return lanes;
    }

    ProblemText problems() {
        return problems;
    }

    /** @return false: there are too many, and the connection must be closed */
    boolean opened(Channel channel) {
        int most = config.maxConnections();
        int ofClient = clients.merge(address(channel), 1, Integer::sum);
        return open.incrementAndGet() <= most && ofClient <= most - most / 4;
    }

    void ended(Channel channel) {
        open.decrementAndGet();
        clients.computeIfPresent(address(channel), (client, count) -> count == 1 ? null : count - 1);
    }

    void count(Closed why) {
        closed.get(why).increment();
    }

    void unsent(long bytes) {
        unsent.addAndGet(bytes);
    }

    /** Whether unread responses take more memory than allowed. */
    boolean overfull() {
        return unsent.get() > config.maxUnsent().asLongValue();
    }

    private static InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
