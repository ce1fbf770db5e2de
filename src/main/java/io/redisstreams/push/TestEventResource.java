package io.redisstreams.push;

import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.fault.MissingException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.Outcome;
import io.redisstreams.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Tries the endpoint of a group. */
@Path("/api/groups/{group}/test")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class TestEventResource {
    private static final String TYPE = "webhook.test";
    private static final String PAYLOAD = "{\"test\":true}";
    private static final String NO_ENTRY = "0-0";

    private final Groups groups;
    private final Endpoints endpoints;
    private final Clock clock;

    TestEventResource(Groups groups, Endpoints endpoints, Clock clock) {
        this.groups = groups;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * @param accepted whether an event with this answer is processed
     * @param status of the answer; null when there was none
     * @param body the beginning of the answer; null when there was none
     * @param error why the event would not be processed, or null
     */
    record TestResponse(UUID eventId, boolean accepted, Integer status, String body, long millis, String error) {}

    /** Posts an event that is on no stream and in no log, with everything else as it is for real ones. */
    @POST
    public Uni<TestResponse> test(@RestPath String group) {
        GroupSettings settings = groups.find(group)
                .orElseThrow(() -> new MissingException(
                        "There is no consumer group '" + group + "'; GET /api/groups lists the existing ones"));
        if (settings.push() == null) {
            throw new ConflictException("The group '" + group + "' has no endpoint; its push.url names one");
        }
        Event event = new Event(EventIds.next(), TYPE, PAYLOAD, clock.instant());
        Delivery<String> delivery =
                new Delivery<>(event, PAYLOAD, settings.stream(), NO_ENTRY, settings.name(), 1, false);
        return Uni.createFrom()
                .completionStage(() -> endpoints.deliver(settings, delivery))
                .map(outcome -> response(event.id(), outcome));
    }

    private static TestResponse response(UUID eventId, Outcome outcome) {
        Outcome.Answer answer = outcome.answer();
        RuntimeException failure = outcome.failure();
        return new TestResponse(
                eventId,
                failure == null,
                answer.status(),
                answer.body(),
                answer.millis(),
                failure == null ? null : failure.getMessage());
    }
}
