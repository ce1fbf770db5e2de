package io.redisstreams.security;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches Quarkus's OpenID Connect on where {@code streams.security=oidc}. Machines bring bearer tokens, which must be
 * meant for this client; the dashboard signs in at one address and keeps a cookie session.
 */
public class OidcMode implements ConfigSourceFactory {
    /** Above application.properties (250), below the environment (300), which may still say otherwise. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!"oidc".equalsIgnoreCase(value(context, "streams.security"))) {
            return List.of();
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.oidc.tenant-enabled", "true");
        settings.put("quarkus.oidc.application-type", "hybrid");
        settings.put("quarkus.oidc.authentication.redirect-path", "/sign-in");
        // The strict cookie does not come with a redirect from the provider: the first call has to be the last one.
        settings.put("quarkus.oidc.authentication.remove-redirect-parameters", "false");
        settings.put("quarkus.oidc.authentication.cookie-same-site", "strict");
        // Who sends anything at all must not make this service call the provider each time.
        settings.put("quarkus.oidc.token.allow-opaque-token-introspection", "false");
        settings.put("quarkus.oidc.token.allow-jwt-introspection", "false");
        String client = value(context, "quarkus.oidc.client-id");
        if (client != null) {
            settings.put("quarkus.oidc.token.audience", client);
        }
        return List.of(new PropertiesConfigSource(settings, "streams.security=oidc", ORDINAL));
    }

    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null ? null : value.getValue();
    }
}
