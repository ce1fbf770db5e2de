package io.redisstreams.eventlog;

import io.redisstreams.eventlog.Redrives.Redrive;
import io.redisstreams.fault.MissingException;
import io.redisstreams.http.Query;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What becomes of dead letters that were redriven. */
@Path("/api/dead-letters/redrives")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class RedrivesResource {
    private final Redrives redrives;

    RedrivesResource(Redrives redrives) {
        this.redrives = redrives;
    }

    record RedrivesResponse(List<Redrive> redrives, int limit) {}

    record RedriveResponse(Redrive redrive) {}

    @GET
    public RedrivesResponse latest(@Context UriInfo call) {
        int limit = Query.of(call).number("limit", 10, 1, 100);
        return new RedrivesResponse(redrives.latest(limit), limit);
    }

    @GET
    @Path("/{id}")
    public RedriveResponse get(@RestPath UUID id) {
        return new RedriveResponse(redrives.find(id)
                .orElseThrow(() -> new MissingException(
                        "There is no redrive " + id + "; GET /api/dead-letters/redrives lists the latest ones")));
    }
}
