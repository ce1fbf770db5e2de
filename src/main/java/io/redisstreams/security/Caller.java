package io.redisstreams.security;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Identifies who makes the current call, on any thread. */
@ApplicationScoped
public class Caller {
    /** The name of callers when no authentication is required. */
    public static final String ANONYMOUS = "anonymous";

    /** A call may bring its own id; the response repeats it. */
    static final String REQUEST_ID = "X-Request-Id";

    private static final int MAX_LENGTH = 200;

    private final CurrentVertxRequest request;
    private final Set<String> closed;
    private final String outside;

    Caller(CurrentVertxRequest request, SecurityConfig config) {
        this.request = request;
        this.closed = Set.copyOf(config.closedStreams());
        this.outside = config.caller();
    }

    /** The name of the person or the machine; never null, at most 200 characters. */
    public String name() {
        RoutingContext call = call();
        return call == null ? outside : storable(nameIn(call), ANONYMOUS);
    }

    /** The same where callers have names; null for others, and outside of a call. */
    public String knownName() {
        RoutingContext call = call();
        String name = call == null ? ANONYMOUS : storable(nameIn(call), ANONYMOUS);
        return name.equals(ANONYMOUS) ? null : name;
    }

    /** The id of the HTTP call, which also appears in the logs of a proxy; null outside of one. */
    public String requestId() {
        RoutingContext call = call();
        return call == null ? null : requestIdOf(call);
    }

    /** Of the body of the call, as its header says; 0 where it says nothing, and outside of a call. */
    long bodyBytes() {
        RoutingContext call = call();
        String length = call == null ? null : call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    /**
     * Holds when the caller may publish to the stream by the calls of its own feature.
     *
     * @throws NameForbiddenException when not
     */
    public void requirePublisherOf(String stream) {
        require(Roles.PUBLISHER, stream, grants().allow(Roles.PUBLISHER, stream));
    }

    /**
     * Holds when the caller may publish events of any type to the stream. A stream with calls of its own needs a grant that
     * names it: its handlers trust what those calls have checked.
     *
     * @throws NameForbiddenException when not
     */
    public void requireCustomPublisherOf(String stream) {
        require(
                Roles.PUBLISHER,
                stream,
                closed.contains(stream)
                        ? grants().allowExplicitly(Roles.PUBLISHER, stream)
                        : grants().allow(Roles.PUBLISHER, stream));
    }

    /**
     * Holds when the caller may pull for the group.
     *
     * @throws NameForbiddenException when not
     */
    public void requireConsumerOf(String group) {
        require(Roles.CONSUMER, group, grants().allow(Roles.CONSUMER, group));
    }

    private static void require(String role, String name, boolean allowed) {
        if (!allowed) {
            throw new NameForbiddenException("This call needs the role " + role + ':' + name);
        }
    }

    /** Who acts outside of a call is this service itself. */
    private Grants grants() {
        RoutingContext call = call();
        if (call == null) {
            return Grants.ALL;
        }
        return call.user() instanceof QuarkusHttpUser user ? Grants.of(user.getSecurityIdentity()) : Grants.NONE;
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
