package io.redisstreams.http.problem;

import io.redisstreams.event.Text;
import io.redisstreams.fault.MissingException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses changes of what cannot exist: no stream, group or event has a name that PostgreSQL cannot store. Without this each
 * resource would have to look at each name in its path before it writes.
 */
@Provider
class StorablePaths implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext call) {
        if (!call.getMethod().equals(HttpMethod.GET)
                && !Text.storable(call.getUriInfo().getPath())) {
            throw new MissingException("Nothing has this name: a name in the path " + Text.RULE);
        }
    }
}
