package io.redisstreams.custom;

import io.redisstreams.event.Publication;
import io.redisstreams.http.CallId;
import io.redisstreams.outbox.Publishing;
import io.redisstreams.outbox.Receipt;
import io.redisstreams.security.PublishPermit;
import io.redisstreams.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

@Path("/api/events/custom")
@RolesAllowed(Roles.PUBLISHER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class CustomEventResource {
    private final Publishing publishing;
    private final Clock clock;
    private final PublishPermit permit;

    CustomEventResource(Publishing publishing, Clock clock, PublishPermit permit) {
        this.permit = permit;
        this.publishing = publishing;
        this.clock = clock;
    }

    @POST
    @APIResponseSchema(value = Receipt.class, responseCode = "201")
    public Uni<RestResponse<Receipt>> publish(
            @NotNull @Valid CustomEventRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireForCustom(List.of(request.streamName()), 1);
        Publication publication = request.publication(clock.instant(), CallId.of(key, request.id()));
        return publishing
                .publish(publication)
                .map(receipt -> RestResponse.status(status(publication, receipt), receipt));
    }

    /** A time in the past means now. */
    private static Status status(Publication publication, Receipt receipt) {
        return publication.deliverAt() != null && receipt.messageId() == null ? Status.ACCEPTED : Status.CREATED;
    }
}
