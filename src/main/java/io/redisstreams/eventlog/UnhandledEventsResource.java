package io.redisstreams.eventlog;

import io.redisstreams.eventlog.DeadLettersResource.DiscardedResponse;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/api/unhandled-events")
@RolesAllowed(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class UnhandledEventsResource {
    private final UnhandledEvents events;

    UnhandledEventsResource(UnhandledEvents events) {
        this.events = events;
    }

    @Schema(name = "RedrivenUnhandledEvents")
    record RedrivenResponse(int redriven) {}

    @POST
    @Path("/redrive")
    @ResponseStatus(202)
    @APIResponseSchema(value = RedrivenResponse.class, responseCode = "202")
    public RedrivenResponse redrive(@NotNull @Valid DeadLetterSelection which) {
        return new RedrivenResponse(
                which.ids() != null ? events.redrive(which.ids()) : events.redriveAll(which.filter()));
    }

    @POST
    @Path("/discard")
    public DiscardedResponse discard(@NotNull @Valid DiscardSelection selection) {
        DeadLetterSelection which = selection.which();
        return new DiscardedResponse(
                which.ids() != null
                        ? events.discard(which.ids(), selection.reason())
                        : events.discardAll(which.filter(), selection.reason()));
    }
}
