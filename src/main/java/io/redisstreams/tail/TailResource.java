package io.redisstreams.tail;

import io.redisstreams.http.Query;
import io.redisstreams.http.SseEvents;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Streams entries as they are published. */
@Path("/api/streams/{name}/tail")
@RolesAllowed(Roles.READER)
@Blocking
class TailResource {
    private final SseConnections connections;
    private final LiveEvents live;

    TailResource(SseConnections connections, LiveEvents live) {
        this.connections = connections;
        this.live = live;
    }

    /** A response to HEAD has no body; without this method the connection would wait for events like that of a GET. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void head() {}

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> tail(
            @RestPath String name,
            @Context UriInfo call,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        Query query = Query.of(call);
        var wanted = LiveEvents.Wanted.of(name, query, headers);
        SseConnection connection = connections.open(request);
        try {
            connection.send(SseEvents.welcome(), 0);
            var listening = live.tail(wanted, connection);
            return connections.events(connection, listening::close);
        } catch (RuntimeException failure) {
            connections.close(connection);
            throw failure;
        }
    }
}
