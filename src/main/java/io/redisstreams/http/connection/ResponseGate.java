package io.redisstreams.http.connection;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Starts a call only when its client has read the responses before it, so that a client that sends requests and reads
 * nothing keeps only one response waiting. Refuses reads while unread responses fill the memory.
 */
@ApplicationScoped
class ResponseGate {
    private final Connections connections;

    ResponseGate(Connections connections) {
        this.connections = connections;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::await);
    }

    private void await(RoutingContext call) {
        if (call.response().writeQueueFull()) {
            call.request().pause();
            call.response().drainHandler(drained -> {
                call.response().drainHandler(null);
                call.request().resume();
                begin(call);
            });
        } else {
            begin(call);
        }
    }

    private void begin(RoutingContext call) {
        boolean large = call.request().method() == HttpMethod.GET
                && call.normalizedPath().startsWith("/api/");
        if (large && connections.overfull()) {
            call.fail(503);
        } else {
            call.next();
        }
    }
}
