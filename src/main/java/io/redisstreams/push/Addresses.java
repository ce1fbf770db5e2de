package io.redisstreams.push;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves the address of a host, and accepts only an allowed one. The connection is made to the address that was
 * checked, so a later change of the name has no effect.
 */
@ApplicationScoped
class Addresses {
    private static final long KEPT = Duration.ofSeconds(10).toNanos();
    private static final int MOST = 1000;

    private final Vertx vertx;
    private final AddressRules rules;
    private final Map<String, Found> found = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MOST;
        }
    };

    Addresses(Vertx vertx, AddressRules rules) {
        this.vertx = vertx;
        this.rules = rules;
    }

    private record Found(InetAddress address, long at) {}

    /** Fails with a {@link PushFailedException} when the host is unknown, or none of its addresses is allowed. */
    Future<InetAddress> of(String host) {
        return kept(host)
                .map(Future::succeededFuture)
                .orElseGet(() -> vertx.executeBlocking(() -> keep(host, resolve(host)), false));
    }

    private synchronized Optional<InetAddress> kept(String host) {
        return Optional.ofNullable(found.get(host))
                .filter(one -> System.nanoTime() - one.at() < KEPT)
                .map(Found::address);
    }

    private synchronized InetAddress keep(String host, InetAddress address) {
        found.remove(host);
        found.put(host, new Found(address, System.nanoTime()));
        return address;
    }

    private InetAddress resolve(String host) {
        String refusal = null;
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                Optional<String> why = rules.refusal(host, address);
                if (why.isEmpty()) {
                    return address;
                }
                refusal = "The host " + host + " has " + why.get()
                        + ", to which nothing is posted. Name the host in streams.push.allowed-hosts if it is meant";
            }
        } catch (UnknownHostException unknown) {
            refusal = "The host " + host + " is not known";
        }
        throw new PushFailedException(refusal);
    }
}
