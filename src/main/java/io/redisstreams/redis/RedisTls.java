package io.redisstreams.redis;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The certificates of a Redis with TLS, as PEM files: REDIS_CA_FILE, the trusted authority in place of the JVM's, and
 * REDIS_CERT_FILE and REDIS_KEY_FILE, which identify the service to Redis (mutual TLS). They become Quarkus's TLS
 * configuration named {@code redis}.
 */
public class RedisTls implements ConfigSourceFactory {
    /** Above application.properties (250), below a file beside the service (260) and the environment (300). */
    private static final int ORDINAL = 255;

    private static final String PREFIX = "quarkus.tls.redis.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> properties = new HashMap<>();
        value(context, "REDIS_CA_FILE").ifPresent(file -> properties.put(PREFIX + "trust-store.pem.certs", file));
        value(context, "REDIS_CERT_FILE").ifPresent(file -> properties.put(PREFIX + "key-store.pem.0.cert", file));
        value(context, "REDIS_KEY_FILE").ifPresent(file -> properties.put(PREFIX + "key-store.pem.0.key", file));
        if (properties.isEmpty()) {
            return List.of();
        }
        properties.put("quarkus.redis.tls-configuration-name", "redis");
        return List.of(
                new PropertiesConfigSource(properties, "REDIS_CA_FILE, REDIS_CERT_FILE, REDIS_KEY_FILE", ORDINAL));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name))
                .map(ConfigValue::getValue)
                .filter(file -> !file.isEmpty());
    }
}
