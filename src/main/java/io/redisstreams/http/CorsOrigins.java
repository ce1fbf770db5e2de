package io.redisstreams.http;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Enables CORS when {@code CORS_ORIGINS} names origins. Quarkus has two settings for it, and with empty origins its
 * filter refuses requests, even from the own origin behind a proxy that ends TLS; so CORS stays disabled without
 * origins.
 */
public class CorsOrigins implements ConfigSourceFactory {
    /** Above application.properties (250), below the environment (300), which can override it. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue origins = context.getValue("CORS_ORIGINS");
        if (origins == null || origins.getValue() == null || origins.getValue().isBlank()) {
            return List.of();
        }
        Map<String, String> cors =
                Map.of("quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", origins.getValue());
        return List.of(new PropertiesConfigSource(cors, "CORS_ORIGINS", ORDINAL));
    }
}
