package io.redisstreams.outbox;

import io.redisstreams.fault.MissingException;
import io.redisstreams.http.Query;
import io.redisstreams.outbox.ScheduledEvents.Scheduled;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Events with a time in the future. */
@Path("/api/events/scheduled")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class ScheduledEventsResource {
    private final ScheduledEvents scheduled;

    ScheduledEventsResource(ScheduledEvents scheduled) {
        this.scheduled = scheduled;
    }

    record ScheduledResponse(List<Scheduled> events, long total, int limit, int offset) {}

    /** @param streams for which the event was scheduled */
    record CancelledResponse(UUID eventId, List<String> streams) {}

    /** @param streams to which the event goes in a moment */
    record PublishedResponse(UUID eventId, List<String> streams) {}

    @GET
    public ScheduledResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        var page = scheduled.list(query.text("stream"), query.text("eventType"), query.limit(), query.offset());
        return new ScheduledResponse(page.events(), page.total(), query.limit(), query.offset());
    }

    @POST
    @Path("/{eventId}/publish")
    @ResponseStatus(202)
    @APIResponseSchema(value = PublishedResponse.class, responseCode = "202")
    @RolesAllowed(Roles.PUBLISHER)
    public PublishedResponse publish(@RestPath UUID eventId, @Context UriInfo call) {
        List<String> streams = scheduled.publish(eventId, Query.of(call).text("stream"));
        if (streams.isEmpty()) {
            throw missing(eventId);
        }
        return new PublishedResponse(eventId, streams);
    }

    @DELETE
    @Path("/{eventId}")
    @RolesAllowed(Roles.PUBLISHER)
    public CancelledResponse cancel(@RestPath UUID eventId, @Context UriInfo call) {
        List<String> streams = scheduled.cancel(eventId, Query.of(call).text("stream"));
        if (streams.isEmpty()) {
            throw missing(eventId);
        }
        return new CancelledResponse(eventId, streams);
    }

    private static MissingException missing(UUID eventId) {
        return new MissingException("There is no scheduled event " + eventId
                + "; it may be published already. GET /api/events/scheduled lists the scheduled ones");
    }
}
