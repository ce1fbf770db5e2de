package io.redisstreams.replay;

import io.redisstreams.fault.MissingException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.replay.Replay.Source;
import io.redisstreams.replay.ReplaysResource.ReplayResponse;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/streams/{stream}/replay")
@RolesAllowed(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class StartReplayResource {
    private final Groups groups;
    private final Replays replays;

    StartReplayResource(Groups groups, Replays replays) {
        this.groups = groups;
        this.replays = replays;
    }

    @POST
    @APIResponseSchema(value = ReplayResponse.class, responseCode = "202")
    public RestResponse<ReplayResponse> start(@RestPath String stream, @NotNull @Valid ReplayRequest request) {
        GroupSettings group = groups.find(request.group())
                .filter(found -> found.stream().equals(stream))
                .orElseThrow(() -> new MissingException("The stream '" + stream + "' has no consumer group '"
                        + request.group() + "'; GET /api/groups lists the existing ones"));
        Replay replay =
                replays.start(group, range(request), request.sourceOrDefault(), Boolean.TRUE.equals(request.force()));
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.ACCEPTED, new ReplayResponse(ReplayView.of(replay)))
                .header("Location", "/api/replays/" + replay.id())
                .build();
    }

    private static ReplayRange range(ReplayRequest request) {
        end("from", request.from());
        end("to", request.to());
        return ReplayRange.of(request.from(), request.to());
    }

    private static void end(String name, String text) {
        try {
            ReplayRange.of(text, null);
        } catch (IllegalArgumentException neither) {
            throw new BadParameterException(name, "must be an entry id or an ISO-8601 time");
        }
    }

    /**
     * @param from first entry id or ISO-8601 time; null: from the beginning
     * @param to last entry id or ISO-8601 time; null: to the end
     * @param source event-log (the default) or stream
     * @param force whether handlers run that are not idempotent
     */
    record ReplayRequest(
            @NotBlank String group,
            @Size(max = 64) String from,
            @Size(max = 64) String to,

            @Pattern(regexp = "event-log|stream", message = "must be one of event-log, stream")
            String source,

            Boolean force) {
        Source sourceOrDefault() {
            return "stream".equals(source) ? Source.STREAM : Source.EVENT_LOG;
        }
    }
}
