package io.redisstreams.trim;

import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Consumer groups of other programs. */
@Path("/api/streams/{name}/groups/{group}")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class ForeignGroupResource {
    private final ForeignGroups groups;

    ForeignGroupResource(ForeignGroups groups) {
        this.groups = groups;
    }

    /** @param pending entries that were delivered to it and not acknowledged */
    record DeletedGroupResponse(String stream, String group, long pending) {}

    @DELETE
    public DeletedGroupResponse delete(@RestPath String name, @RestPath String group) {
        return new DeletedGroupResponse(name, group, groups.delete(name, group));
    }
}
