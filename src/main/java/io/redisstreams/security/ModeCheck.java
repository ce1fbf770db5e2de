package io.redisstreams.security;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Refuses to serve callers before somebody has said who may call. */
@ApplicationScoped
public class ModeCheck {
    private static final Logger LOG = Logger.getLogger(ModeCheck.class);

    /** Before the schema is touched. */
    private static final int FIRST = -20;

    private final Mode mode;
    private final ApiTokens tokens;
    private final boolean served;
    private final String host;

    ModeCheck(
            SecurityConfig config,
            ApiTokens tokens,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean http,
            @ConfigProperty(name = "streams.api.enabled", defaultValue = "true") boolean api,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host) {
        this.mode = config.mode().orElse(null);
        this.tokens = tokens;
        this.served = http && api;
        this.host = host;
    }

    /** Whether anybody who reaches this machine may do everything. */
    public boolean isOpen() {
        return served && mode == Mode.NONE && !isLoopback(host);
    }

    void check(@Observes @Priority(FIRST) StartupEvent startup) {
        if (served && mode == null) {
            throw new ConfigurationException("""
                    streams.security is not set, so nobody may call this service and it does not start.
                    Set STREAMS_SECURITY to oidc or tokens, or to none where only trusted callers reach it: docs/security.md""");
        }
        if (mode == Mode.TOKENS) {
            tokens.load();
        }
        if (isOpen()) {
            LOG.warnf(
                    "streams.security=none: whoever reaches %s may publish, read every payload and steer. Set oidc or tokens,"
                            + " or let quarkus.http.host be 127.0.0.1",
                    host);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notHere) {
            return false;
        }
    }
}
