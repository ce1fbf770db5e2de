package io.redisstreams.operation;

import io.redisstreams.http.Query;
import io.redisstreams.operation.RecordedOperations.RecordedOperation;
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

/** Who did what. */
@Path("/api/operations")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class OperationsResource {
    private final RecordedOperations operations;

    OperationsResource(RecordedOperations operations) {
        this.operations = operations;
    }

    record OperationsResponse(List<RecordedOperation> operations, long total, int limit, int offset) {}

    @GET
    public OperationsResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        var page = operations.list(query.text("who"), query.text("action"), query.limit(), query.offset());
        return new OperationsResponse(page.operations(), page.total(), query.limit(), query.offset());
    }
}
