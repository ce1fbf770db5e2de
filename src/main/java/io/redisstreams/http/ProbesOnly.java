package io.redisstreams.http;

import static io.quarkus.vertx.http.runtime.RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Closes the API when {@code streams.api.enabled} is false, in a process that only consumes: its probes and metrics
 * stay.
 */
@ApplicationScoped
class ProbesOnly {
    private final boolean apiEnabled;

    ProbesOnly(ApiConfig config) {
        this.apiEnabled = config.enabled();
    }

    void install(@Observes Router router) {
        if (!apiEnabled) {
            router.route().order(ROUTE_ORDER_UPLOAD_LIMIT - 2).handler(ProbesOnly::check);
        }
    }

    private static void check(RoutingContext call) {
        String path = call.normalizedPath();
        if (path.startsWith("/q/health") || path.equals("/q/metrics")) {
            call.next();
        } else {
            call.fail(404);
        }
    }

    /** Settings of the API ({@code streams.api.*}). */
    @ConfigMapping(prefix = "streams.api")
    interface ApiConfig {
        /** Whether the process serves more than probes and metrics. */
        @WithDefault("true")
        boolean enabled();
    }
}
