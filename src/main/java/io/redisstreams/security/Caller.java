package io.redisstreams.security;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Text;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Identifies who makes the current call, on any thread. */
@ApplicationScoped
public class Caller {
    /** The name of callers when no authentication is required. */
    public static final String ANONYMOUS = "anonymous";

    /** A call may bring its own id; the response repeats it. */
    static final String REQUEST_ID = "X-Request-Id";

    private static final int MAX_LENGTH = 200;

    private final CurrentVertxRequest request;
    private final String outside;

    /** @param outside the name of the actor outside of an HTTP call: this service, or the user of a command */
    Caller(
            CurrentVertxRequest request,
            @ConfigProperty(name = "command.caller", defaultValue = "service") String outside) {
        this.request = request;
        this.outside = outside;
    }

    /** The name of the person or the machine; never null, at most 200 characters. */
    public String name() {
        RoutingContext call = call();
        return call == null ? outside : storable(nameIn(call), ANONYMOUS);
    }

    /** The id of the HTTP call, which also appears in the logs of a proxy; null outside of one. */
    public String requestId() {
        RoutingContext call = call();
        return call == null ? null : requestIdOf(call);
    }

    private static String nameIn(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity().getPrincipal().getName()
                : ANONYMOUS;
    }

    private static String requestIdOf(RoutingContext call) {
        String known = call.get(REQUEST_ID);
        if (known != null) {
            return known;
        }
        String id =
                storable(call.request().getHeader(REQUEST_ID), EventIds.next().toString());
        call.put(REQUEST_ID, id);
        if (!call.response().headWritten()) {
            call.response().putHeader(REQUEST_ID, id);
        }
        return id;
    }

    private static String storable(String text, String otherwise) {
        if (text == null || text.isBlank() || !Text.storable(text)) {
            return otherwise;
        }
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH - 1) + '…' : text;
    }

    /** Null outside of an HTTP call. */
    private RoutingContext call() {
        return Arc.container().requestContext().isActive() ? request.getCurrent() : null;
    }
}
