package io.redisstreams.task;

import io.redisstreams.http.Query;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Tasks as the handlers have built them. */
@Path("/api/tasks")
class TasksResource {
    private final TaskService tasks;

    TasksResource(TaskService tasks) {
        this.tasks = tasks;
    }

    @GET
    public TasksResponse list(@Context UriInfo call) {
        Query query = Query.of(call);
        TaskStatus status = query.choice("status", List.of(TaskStatus.values()), TaskStatus::toString);
        var page = tasks.list(status, query.text("assignedTo"), query.limit(), query.offset());
        return new TasksResponse(page.tasks(), page.total(), query.limit(), query.offset());
    }

    @GET
    @Path("/{id}")
    public TaskResponse get(@RestPath UUID id) {
        return new TaskResponse(tasks.find(id).orElseThrow(() -> new TaskNotFoundException(id)));
    }

    record TaskResponse(TaskView task) {}

    record TasksResponse(List<TaskView> tasks, long total, int limit, int offset) {}
}
