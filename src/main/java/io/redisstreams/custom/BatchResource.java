package io.redisstreams.custom;

import io.redisstreams.event.Publication;
import io.redisstreams.http.CallId;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.outbox.Publishing;
import io.redisstreams.outbox.Receipt;
import io.redisstreams.security.PublishPermit;
import io.redisstreams.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/api/events/batch")
@RolesAllowed(Roles.PUBLISHER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class BatchResource {
    private final Publishing publishing;
    private final Clock clock;
    private final PublishPermit permit;

    BatchResource(Publishing publishing, Clock clock, PublishPermit permit) {
        this.permit = permit;
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
        permit.requireForCustom(request.streams(), request.events().size());
        int repeated = request.repeatedId();
        if (repeated >= 0) {
            throw new BadParameterException(
                    "events[" + repeated + "].id", "is the id of an earlier event of the batch");
        }
        Instant now = clock.instant();
        return publishing.publishAll(request.publications(now, CallId.of(key))).map(BatchResponse::of);
    }

    record BatchRequest(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid CustomEventRequest> events) {
        Set<String> streams() {
            return events.stream().map(CustomEventRequest::streamName).collect(Collectors.toSet());
        }

        /** Index of the first event that repeats an earlier id; -1 when there is none. */
        int repeatedId() {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < events.size(); i++) {
                String id = events.get(i).id();
                if (id != null && !seen.add(id.toLowerCase(Locale.ROOT))) {
                    return i;
                }
            }
            return -1;
        }

        /** @param callId of the whole batch: an event without its own id gets one made of this and its index; or null */
        List<Publication> publications(Instant now, String callId) {
            List<Publication> publications = new ArrayList<>(events.size());
            for (CustomEventRequest event : events) {
                String derived = callId == null ? null : callId + '/' + publications.size();
                publications.add(event.publication(now, event.id() == null ? derived : event.id()));
            }
            return publications;
        }
    }

    /** @param messageIds in the order of the events; null for those that are not in Redis yet */
    record BatchResponse(int count, List<UUID> eventIds, List<String> messageIds) {
        static BatchResponse of(List<Receipt> receipts) {
            return new BatchResponse(
                    receipts.size(),
                    receipts.stream().map(Receipt::eventId).toList(),
                    // Collectors and Stream.toList differ: only the latter accepts null.
                    receipts.stream().map(Receipt::messageId).toList());
        }
    }
}
