package io.redisstreams.http.connection;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Chooses the label {@code uri} of each request's metrics: the template of its resource, or one label for all other
 * requests. When an address has no parameter, or no resource, Quarkus would use the path that the caller wrote.
 */
@ApplicationScoped
class RequestLabels {
    private static final int FIRST = Integer.MIN_VALUE;
    /** Quarkus reads the label from this attribute. */
    private static final String LABEL = "UrlPathTemplate";

    private static final String ANY_OTHER = "/*";

    private final Map<RuntimeResource, String> templates = new ConcurrentHashMap<>();

    void install(@Observes Router router) {
        router.route().order(FIRST).handler(RequestLabels::begin);
    }

    private static void begin(RoutingContext call) {
        // The paths of probes and metrics, which are not counted.
        if (!call.request().path().startsWith("/q/")) {
            label(call.request(), ANY_OTHER);
        }
        call.next();
    }

    /** Runs for calls that have a resource. */
    @ServerRequestFilter
    void matched(ResteasyReactiveContainerRequestContext call) {
        var context = (ResteasyReactiveRequestContext) call.getServerRequestContext();
        HttpServerRequest request = context.serverRequest().unwrap(HttpServerRequest.class);
        label(request, templates.computeIfAbsent(context.getTarget(), RequestLabels::template));
    }

    private static String template(RuntimeResource resource) {
        return ("/" + resource.getClassPath().template + '/' + resource.getPath().template).replaceAll("/+", "/");
    }

    private static void label(HttpServerRequest request, String label) {
        ((HttpServerRequestInternal) request).context().putLocal(LABEL, label);
    }
}
