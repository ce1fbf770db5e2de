package io.redisstreams.custom;

import io.redisstreams.http.CallId;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.outbox.Publishing;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/api/events/batch")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class BatchResource {
    private final Publishing publishing;
    private final Clock clock;

    BatchResource(Publishing publishing, Clock clock) {
        this.publishing = publishing;
        this.clock = clock;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = BatchResponse.class, responseCode = "201")
    public Uni<BatchResponse> publish(
            @NotNull @Valid BatchRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        int repeated = request.repeatedId();
        if (repeated >= 0) {
            throw new BadParameterException(
                    "events[" + repeated + "].id", "is the id of an earlier event of the batch");
        }
        Instant now = clock.instant();
        return publishing.publishAll(request.publications(now, CallId.of(key))).map(BatchResponse::of);
    }
}
