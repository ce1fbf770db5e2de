package io.redisstreams.monitor.view;

import io.redisstreams.http.Query;
import io.redisstreams.monitor.DayHistory;
import io.redisstreams.monitor.DayHistory.Past;
import io.redisstreams.monitor.DayHistory.Range;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;

/** What happened in the last day, by group or by event type. */
@Path("/api/monitoring/history")
@RolesAllowed(Roles.READER)
@Blocking
class HistoryResource {
    private final DayHistory history;

    HistoryResource(DayHistory history) {
        this.history = history;
    }

    @GET
    public Past history(@Context UriInfo call) {
        Query query = Query.of(call);
        Range range = query.choice("range", List.of(Range.values()), Range::word);
        return history.of(Objects.requireNonNullElse(range, Range.HOUR), query.text("group"));
    }
}
