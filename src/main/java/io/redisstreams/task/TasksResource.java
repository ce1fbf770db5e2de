package io.redisstreams.task;

import io.redisstreams.http.PageRequest;
import io.redisstreams.http.Query;
import io.redisstreams.postgres.RowCursor;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Tasks, as the handlers built them. */
@Path("/api/tasks")
@RolesAllowed(Roles.READER)
class TasksResource {
    private final TaskService tasks;

    TasksResource(TaskService tasks) {
        this.tasks = tasks;
    }

    @GET
    public TasksResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        TaskStatus status = query.choice("status", List.of(TaskStatus.values()), TaskStatus::toString);
        PageRequest<RowCursor> page = PageRequest.of(query, RowCursor::of);
        var found = tasks.list(status, query.text("assignedTo"), page.after(), page.limit(), page.offset());
        return new TasksResponse(
                found.tasks(),
                found.total().rows(),
                found.total().exact(),
                page.limit(),
                page.offset(),
                page.next(found.tasks(), last -> new RowCursor(last.id(), last.updatedAt()).text()));
    }

    @GET
    @Path("/{id}")
    public TaskResponse get(@RestPath UUID id) {
        return new TaskResponse(tasks.find(id).orElseThrow(() -> new TaskNotFoundException(id)));
    }

    record TaskResponse(TaskView task) {}

    /**
     * @param totalExact false: there are more than {@code total}
     * @param next the {@code before} of the next page; null: there is none
     */
    record TasksResponse(List<TaskView> tasks, long total, boolean totalExact, int limit, int offset, String next) {}
}
