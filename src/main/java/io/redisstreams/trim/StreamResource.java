package io.redisstreams.trim;

import io.redisstreams.event.EventTypes;
import io.redisstreams.fault.MissingException;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/streams/{name}")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class StreamResource {
    private final StreamRemoval removal;

    StreamResource(StreamRemoval removal) {
        this.removal = removal;
    }

    /** @param entries number of its entries */
    record DeletedStreamResponse(String stream, long entries) {}

    @DELETE
    public DeletedStreamResponse delete(@RestPath String name) {
        OptionalLong entries = name.matches(EventTypes.STREAM_PATTERN) ? removal.delete(name) : OptionalLong.empty();
        return new DeletedStreamResponse(
                name,
                entries.orElseThrow(() -> new MissingException("There is no stream '" + name
                        + "' that this service knows; GET /api/monitoring/streams lists the existing ones")));
    }
}
