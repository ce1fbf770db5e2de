package io.redisstreams.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/**
 * Creates clients for the Redis of {@code quarkus.redis.*}: its TLS, Sentinel and Cluster settings apply to all of them.
 */
@ApplicationScoped
class ClientFactory implements RedisOptionsCustomizer {
    private static final String PROBE = "probe";
    private static final int TLS_HANDSHAKE_SECONDS = 2;

    private final Vertx vertx;
    private final RedisClientConfig config;
    private final TlsConfigurationRegistry tls;
    private final ProxyConfigurationRegistry proxies;
    private final MeterRegistry meters;
    private final ConsumerConnections consumers;
    private final Credentials credentials;

    ClientFactory(
            Vertx vertx,
            RedisConfig redis,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies,
            MeterRegistry meters,
            ConsumerConnections consumers,
            Config config) {
        this.vertx = vertx;
        this.config = redis.clients().get(RedisConfig.DEFAULT_CLIENT_NAME);
        this.tls = tls;
        this.proxies = proxies;
        this.meters = meters;
        this.consumers = consumers;
        this.credentials = Credentials.of(config);
    }

    /** How long a blocking call waits for its answer, except reads. */
    Duration timeout() {
        return config.timeout();
    }

    boolean cluster() {
        return config.clientType() == RedisClientType.CLUSTER;
    }

    /** Removes the gauges of an earlier pool of this name, which Micrometer would still show. */
    Redis make(String name) {
        Search.in(meters)
                .name(meter -> meter.startsWith("redis.pool."))
                .tag("pool.name", name)
                .gauges()
                .forEach(meters::remove);
        return VertxRedisClientFactory.create(name, vertx, config, tls, proxies);
    }

    /** A client with one connection. */
    Redis makeProbe() {
        return make(PROBE);
    }

    @Override
    public void customize(String client, RedisOptions options) {
        NetClientOptions net = options.getNetClientOptions()
                .setSslHandshakeTimeout(TLS_HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        if (net.getHostnameVerificationAlgorithm() == null) {
            // Vert.x refuses to connect until the settings say whether the certificate must name the host.
            net.setHostnameVerificationAlgorithm("HTTPS");
        }
        switch (client) {
            case RedisClients.CONSUMING -> pool(options, consumers.most());
            case PROBE -> pool(options, 1);
            default -> options.setMaxPoolWaiting(Math.max(options.getMaxPoolWaiting(), options.getMaxPoolSize()));
        }
        credentials.addTo(options);
    }

    /** No call waits in a pool that is as large as the need. */
    private static void pool(RedisOptions options, int size) {
        options.setMaxPoolSize(size).setMaxPoolWaiting(2 * size);
    }
}
