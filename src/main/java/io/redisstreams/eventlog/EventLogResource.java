package io.redisstreams.eventlog;

import io.redisstreams.group.Status;
import io.redisstreams.http.PageRequest;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

@Path("/api/events/processed")
@RolesAllowed(Roles.READER)
class EventLogResource {
    private final EventLogSearch log;
    private final ResponseMemory memory;

    EventLogResource(EventLogSearch log, ResponseMemory memory) {
        this.log = log;
        this.memory = memory;
    }

    @GET
    public EventsResponse search(@Context UriInfo call) {
        Query query = Query.of(call);
        EventLogFilter filter = filter(query).withEvent(query.uuid("eventId")).withRedrive(query.uuid("redrive"));
        PageRequest<LogCursor> page = PageRequest.of(query, LogCursor::of);
        return EventsResponse.of(page, log.find(filter, page.after(), page.limit(), page.offset(), memory));
    }

    private static EventLogFilter filter(Query query) {
        return new EventLogFilter(
                query.text("eventType"),
                query.flag("processed"),
                query.choice("status", List.of(Status.values()), Status::column),
                query.text("stream"),
                query.text("group"),
                query.uuid("userId"),
                query.time("from"),
                query.time("to"),
                query.text("q"),
                query.text("error"));
    }
}
