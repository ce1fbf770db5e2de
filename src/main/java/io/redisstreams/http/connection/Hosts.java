package io.redisstreams.http.connection;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/**
 * Refuses calls under names that the service does not have. A page of another site can point its own name at this
 * service (DNS rebinding), and its calls then look like those of the service's own pages. Probes and scrapes use
 * addresses that a setting cannot list.
 */
@ApplicationScoped
class Hosts {
    private final List<String> names;

    Hosts(ConnectionConfig config) {
        this.names = config.hosts().orElse(List.of()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext call) {
        String host = call.request().getHeader(HttpHeaders.HOST);
        if (names.isEmpty() || isProbe(call.normalizedPath()) || host != null && names.contains(name(host))) {
            call.next();
        } else {
            call.fail(421);
        }
    }

    private static boolean isProbe(String path) {
        return path.startsWith("/q/health") || path.equals("/q/metrics");
    }

    /** Without the port. */
    private static String name(String host) {
        return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }
}
