package io.redisstreams.system;

import io.redisstreams.event.EventTypes;
import io.redisstreams.event.Json;
import io.redisstreams.http.CallId;
import io.redisstreams.http.json.Payload;
import io.redisstreams.outbox.Receipt;
import io.redisstreams.security.PublishPermit;
import io.redisstreams.security.Roles;
import io.smallrye.mutiny.Uni;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/api/events/logs")
@RolesAllowed(Roles.PUBLISHER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class LogsResource {
    private final SystemLog log;
    private final Json json;
    private final PublishPermit permit;

    LogsResource(SystemLog log, Json json, PublishPermit permit) {
        this.permit = permit;
        this.log = log;
        this.json = json;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = Receipt.class, responseCode = "201")
    public Uni<Receipt> report(
            @NotNull @Valid LogRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.SYSTEM_LOGS);
        return log.report(request.report(json), CallId.of(key));
    }

    record LogRequest(
            @NotNull LogLevel level,
            @NotBlank @Size(max = SystemEvent.MESSAGE) String message,
            Payload metadata) {
        SystemEvent report(Json json) {
            return new SystemEvent(level, message, metadata == null ? null : json.read(metadata.json()));
        }
    }
}
