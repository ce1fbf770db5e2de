package io.redisstreams.eventlog;

import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.DeadLetterErrors.Summary;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.fault.MissingException;
import io.redisstreams.http.PageRequest;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.http.json.Payload;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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

@Path("/api/dead-letters")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
class DeadLettersResource {
    private final DeadLetters letters;
    private final EventHistory history;
    private final DeadLetterErrors errors;
    private final ResponseMemory memory;

    DeadLettersResource(DeadLetters letters, EventHistory history, DeadLetterErrors errors, ResponseMemory memory) {
        this.memory = memory;
        this.letters = letters;
        this.errors = errors;
        this.history = history;
    }

    /**
     * @param totalExact false: there are more than {@code total}
     * @param next the {@code before} of the next page; null: there is none
     */
    record LettersResponse(
            List<EventView> deadLetters, long total, boolean totalExact, int limit, int offset, String next) {}

    record LetterResponse(EventView deadLetter, List<Step> history) {}

    /** @param redriveId by which the outcome is followed; null when there was nothing to redrive */
    record RedrivenResponse(int redriven, UUID redriveId) {
        RedrivenResponse {
            redriveId = redriven == 0 ? null : redriveId;
        }
    }

    /** @param payload in the place of the one that the letter has */
    record EditRequest(@NotNull Payload payload) {}

    record DiscardedResponse(int discarded) {}

    @GET
    public LettersResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        EventLogFilter filter = filter(query);
        PageRequest<LogCursor> page = PageRequest.of(query, LogCursor::of);
        var found = letters.find(filter, page.after(), page.limit(), page.offset(), memory);
        return new LettersResponse(
                found.entries().stream().map(EventView::of).toList(),
                found.total().rows(),
                found.total().exact(),
                page.limit(),
                page.offset(),
                page.next(found.entries(), last -> LogCursor.ofDead(last).text()));
    }

    @GET
    @Path("/summary")
    public Summary summary(@Context UriInfo call) {
        return errors.summary(filter(Query.of(call)));
    }

    @GET
    @Path("/{id}")
    public LetterResponse get(@RestPath long id) {
        EventLogEntry entry = letters.find(id, memory.forOne()).orElseThrow(() -> missing(id));
        return new LetterResponse(EventView.of(entry), history.of(entry.eventId));
    }

    @POST
    @Path("/{id}/redrive")
    @ResponseStatus(202)
    @APIResponseSchema(value = RedrivenResponse.class, responseCode = "202")
    @RolesAllowed(Roles.OPERATOR)
    public RedrivenResponse redrive(@RestPath long id) {
        require(id);
        UUID redrive = EventIds.next();
        return new RedrivenResponse(letters.redrive(List.of(id), redrive), redrive);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/edit")
    @ResponseStatus(202)
    @APIResponseSchema(value = RedrivenResponse.class, responseCode = "202")
    @RolesAllowed(Roles.OPERATOR)
    public RedrivenResponse edit(@RestPath long id, @NotNull @Valid EditRequest request) {
        UUID redrive = EventIds.next();
        if (letters.edit(id, request.payload().json(), redrive) == 0) {
            throw missing(id);
        }
        return new RedrivenResponse(1, redrive);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/redrive")
    @ResponseStatus(202)
    @APIResponseSchema(value = RedrivenResponse.class, responseCode = "202")
    @RolesAllowed(Roles.OPERATOR)
    public RedrivenResponse redriveAll(@NotNull @Valid DeadLetterSelection selection) {
        UUID redrive = EventIds.next();
        int redriven = selection.ids() != null
                ? letters.redrive(selection.ids(), redrive)
                : letters.redriveAll(selection.filter(), redrive);
        return new RedrivenResponse(redriven, redrive);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/discard")
    @RolesAllowed(Roles.OPERATOR)
    public DiscardedResponse discard(@RestPath long id, @NotNull @Valid DiscardRequest request) {
        require(id);
        return new DiscardedResponse(letters.discard(id, request.reason()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/discard")
    @RolesAllowed(Roles.OPERATOR)
    public DiscardedResponse discardAll(@NotNull @Valid DiscardSelection selection) {
        DeadLetterSelection which = selection.which();
        return new DiscardedResponse(
                which.ids() != null
                        ? letters.discard(which.ids(), selection.reason())
                        : letters.discardAll(which.filter(), selection.reason()));
    }

    private static EventLogFilter filter(Query query) {
        return new EventLogFilter(
                        query.text("eventType"),
                        null,
                        null,
                        query.text("stream"),
                        query.text("group"),
                        query.uuid("userId"),
                        query.time("from"),
                        query.time("to"),
                        query.text("q"),
                        query.text("error"))
                .withEvent(query.uuid("eventId"))
                .withFingerprint(query.text("fingerprint"))
                .withRedrive(query.uuid("redrive"));
    }

    private void require(long id) {
        if (!letters.exists(id)) {
            throw missing(id);
        }
    }

    private static MissingException missing(long id) {
        return new MissingException("There is no dead letter " + id + "; it may have been redriven or discarded");
    }

    record DiscardRequest(@NotBlank @Size(max = MAX_REASON) String reason) {
        static final int MAX_REASON = 1000;
    }
}
