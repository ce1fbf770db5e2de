package io.redisstreams.eventlog;

import io.redisstreams.eventlog.DeadLettersResource.DiscardRequest;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.fault.MissingException;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Runs retries at once, or ends them. */
@Path("/api/retries")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class RetriesResource {
    private final Retries retries;

    RetriesResource(Retries retries) {
        this.retries = retries;
    }

    record HurriedResponse(int hurried) {}

    record CancelledResponse(int cancelled) {}

    /** @param discard true: drop the event; else it becomes a dead letter */
    record CancelRequest(
            @NotBlank @Size(max = DiscardRequest.MAX_REASON) String reason, boolean discard) {}

    /** @param which of the events that are retrying */
    record CancelSelection(
            @NotBlank @Size(max = DiscardRequest.MAX_REASON) String reason,
            boolean discard,
            @NotNull @Valid DeadLetterSelection which) {}

    @POST
    @Path("/{id}/run")
    @ResponseStatus(202)
    @APIResponseSchema(value = HurriedResponse.class, responseCode = "202")
    public HurriedResponse run(@RestPath long id) {
        return new HurriedResponse(requireOne(id, retries.hurry(List.of(id))));
    }

    @POST
    @Path("/run")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @APIResponseSchema(value = HurriedResponse.class, responseCode = "202")
    public HurriedResponse runAll(@NotNull @Valid DeadLetterSelection which) {
        return new HurriedResponse(which.ids() != null ? retries.hurry(which.ids()) : retries.hurryAll(which.filter()));
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    public CancelledResponse cancel(@RestPath long id, @NotNull @Valid CancelRequest request) {
        return new CancelledResponse(requireOne(id, retries.cancel(List.of(id), request.discard(), request.reason())));
    }

    @POST
    @Path("/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    public CancelledResponse cancelAll(@NotNull @Valid CancelSelection request) {
        DeadLetterSelection which = request.which();
        return new CancelledResponse(
                which.ids() != null
                        ? retries.cancel(which.ids(), request.discard(), request.reason())
                        : retries.cancelAll(which.filter(), request.discard(), request.reason()));
    }

    private int requireOne(long id, int changed) {
        if (changed == 0) {
            throw retries.exists(id)
                    ? new ConflictException("The event runs right now; its outcome is there in a moment")
                    : new MissingException("No event of the log is retrying under the id " + id
                            + "; GET /api/events/processed?status=retrying lists those that are");
        }
        return changed;
    }
}
