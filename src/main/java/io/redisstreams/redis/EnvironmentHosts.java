package io.redisstreams.redis;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The address of Redis from REDIS_HOST, REDIS_PORT, REDIS_TLS and REDIS_DB, when {@code quarkus.redis.hosts} is not set.
 * {@link RedisTls} has the other TLS settings.
 */
@Identifier("environment")
@ApplicationScoped
public class EnvironmentHosts implements RedisHostsProvider {
    @Override
    public Set<URI> getHosts() {
        return Set.of(URI.create(url()));
    }

    /** The address, without user and password. */
    public static String url() {
        Config config = ConfigProvider.getConfig();
        return uri(
                        config.getOptionalValue("REDIS_TLS", Boolean.class).orElse(false),
                        config.getOptionalValue("REDIS_HOST", String.class).orElse("localhost"),
                        config.getOptionalValue("REDIS_PORT", Integer.class).orElse(6379),
                        config.getOptionalValue("REDIS_DB", Integer.class).orElse(0))
                .toString();
    }

    /** Puts an IPv6 address in brackets, unless the environment already has them. */
    static URI uri(boolean tls, String host, int port, int database) {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return URI.create((tls ? "rediss://" : "redis://")
                + (bareIpv6 ? "[" + host + "]" : host)
                + ":" + port
                + (database == 0 ? "" : "/" + database));
    }
}
