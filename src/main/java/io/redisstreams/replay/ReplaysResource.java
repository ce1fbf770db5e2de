package io.redisstreams.replay;

import io.redisstreams.fault.MissingException;
import io.redisstreams.http.Query;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Running and finished replays; {@link StartReplayResource} starts them. */
@Path("/api/replays")
@RolesAllowed(Roles.READER)
class ReplaysResource {
    private final Replays replays;

    ReplaysResource(Replays replays) {
        this.replays = replays;
    }

    record ReplaysResponse(List<ReplayView> replays) {}

    record ReplayResponse(ReplayView replay) {}

    @GET
    public ReplaysResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        return new ReplaysResponse(replays.list(query.limit(), query.offset()).stream()
                .map(ReplayView::of)
                .toList());
    }

    @GET
    @Path("/{id}")
    public ReplayResponse get(@RestPath UUID id) {
        return new ReplayResponse(ReplayView.of(require(id)));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.OPERATOR)
    public ReplayResponse cancel(@RestPath UUID id) {
        Replay replay = require(id);
        return new ReplayResponse(ReplayView.of(replays.cancel(id).orElse(replay)));
    }

    private Replay require(UUID id) {
        return replays.find(id)
                .orElseThrow(() -> new MissingException(
                        "There is no replay " + id + "; GET /api/replays lists the existing ones"));
    }
}
