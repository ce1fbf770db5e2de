package io.redisstreams.user;

import io.redisstreams.event.EventTypes;
import io.redisstreams.eventlog.EventLogFilter;
import io.redisstreams.eventlog.EventLogSearch;
import io.redisstreams.eventlog.EventsResponse;
import io.redisstreams.eventlog.LogCursor;
import io.redisstreams.http.CallId;
import io.redisstreams.http.PageRequest;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.outbox.Appended;
import io.redisstreams.outbox.Receipt;
import io.redisstreams.postgres.RowCursor;
import io.redisstreams.security.PublishPermit;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Users. A change is committed first, with its event; then the response waits a moment for Redis's answer. */
@Path("/api/users")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class UsersResource {
    private final UserService users;
    private final EventLogSearch log;
    private final ResponseMemory memory;
    private final PublishPermit permit;

    UsersResource(UserService users, EventLogSearch log, ResponseMemory memory, PublishPermit permit) {
        this.permit = permit;
        this.users = users;
        this.log = log;
        this.memory = memory;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = UserCreatedResponse.class, responseCode = "201")
    @RolesAllowed(Roles.PUBLISHER)
    public Uni<RestResponse<UserCreatedResponse>> create(
            @NotNull @Valid NewUserRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.USER_EVENTS);
        UserChange created = users.create(request.username(), request.email(), CallId.of(key));
        return created.event()
                .receipt()
                .map(receipt -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED,
                                new UserCreatedResponse(created.user(), receipt.eventId(), receipt.messageId()))
                        .header("Location", "/api/users/" + created.user().id())
                        .build());
    }

    @GET
    public UsersResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        UserStatus status = query.choice("status", List.of(UserStatus.values()), UserStatus::toString);
        PageRequest<RowCursor> page = PageRequest.of(query, RowCursor::of);
        var found = users.list(status, query.text("q"), page.after(), page.limit(), page.offset());
        return new UsersResponse(
                found.users(),
                found.users().size(),
                found.total().rows(),
                found.total().exact(),
                page.limit(),
                page.offset(),
                page.next(found.users(), last -> new RowCursor(last.id(), last.createdAt()).text()));
    }

    @GET
    @Path("/{id}")
    public UserResponse get(@RestPath UUID id) {
        return new UserResponse(users.find(id).orElseThrow(() -> new UserNotFoundException(id)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed(Roles.PUBLISHER)
    public Uni<UserChangedResponse> update(
            @RestPath UUID id,
            @NotNull @Valid UserChangesRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.USER_EVENTS);
        UserChange changed = users.update(id, request.username(), request.email(), request.status(), CallId.of(key));
        Uni<Receipt> receipt = changed.event() == null
                ? Uni.createFrom().item(new Receipt(null, null, null))
                : changed.event().receipt();
        return receipt.map(event ->
                new UserChangedResponse(changed.user(), changed.changes(), event.eventId(), event.messageId()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.PUBLISHER)
    public Uni<Receipt> delete(
            @RestPath UUID id,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.USER_EVENTS);
        Appended event = users.delete(id, CallId.of(key));
        return event.receipt();
    }

    @GET
    @Path("/{id}/events")
    public EventsResponse events(@RestPath UUID id, @Context UriInfo call) {
        PageRequest<LogCursor> page = PageRequest.of(Query.of(call), LogCursor::of);
        return EventsResponse.of(
                page, log.find(EventLogFilter.ofUser(id), page.after(), page.limit(), page.offset(), memory));
    }

    record UserResponse(UserView user) {}

    record UserCreatedResponse(UserView user, UUID eventId, String messageId) {}

    /**
     * @param count of this page; {@code total} of all that match
     * @param totalExact false: there are more than {@code total}
     * @param next the {@code before} of the next page; null: there is none
     */
    record UsersResponse(
            List<UserView> users, int count, long total, boolean totalExact, int limit, int offset, String next) {}

    /** @param eventId null, like {@code messageId}, when nothing changed */
    record UserChangedResponse(UserView user, Map<String, Change> changes, UUID eventId, String messageId) {}
}
