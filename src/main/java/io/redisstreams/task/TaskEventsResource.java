package io.redisstreams.task;

import io.redisstreams.event.EventTypes;
import io.redisstreams.http.CallId;
import io.redisstreams.security.PublishPermit;
import io.redisstreams.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/events/tasks")
@RolesAllowed(Roles.PUBLISHER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class TaskEventsResource {
    private final TaskService tasks;
    private final PublishPermit permit;

    TaskEventsResource(TaskService tasks, PublishPermit permit) {
        this.permit = permit;
        this.tasks = tasks;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = TaskCreatedResponse.class, responseCode = "201")
    public Uni<TaskCreatedResponse> create(
            @NotNull @Valid TaskRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.TASK_QUEUE);
        return tasks.create(request::task, CallId.of(key))
                .map(created -> new TaskCreatedResponse(
                        created.task(),
                        created.receipt().eventId(),
                        created.receipt().messageId()));
    }

    @POST
    @Path("/{id}/complete")
    public Uni<TaskCompletedResponse> complete(
            @RestPath UUID id,
            @NotNull @Valid CompletionRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.TASK_QUEUE);
        return tasks.complete(request.task(id), CallId.of(key))
                .map(receipt -> new TaskCompletedResponse(id, receipt.eventId(), receipt.messageId()));
    }

    record TaskCreatedResponse(TaskView task, UUID eventId, String messageId) {}

    record TaskRequest(
            @NotBlank @Size(max = TaskLimits.TITLE) String title,
            @NotBlank @Size(max = TaskLimits.PERSON) String assignedTo,
            @NotBlank @Size(max = TaskLimits.PERSON) String createdBy,
            @Size(max = TaskLimits.TEXT) String description,
            TaskPriority priority,
            Instant dueDate) {
        TaskCreated task(UUID id) {
            return new TaskCreated(id, title, description, priority, assignedTo, createdBy, dueDate);
        }
    }

    record CompletionRequest(
            @NotBlank @Size(max = TaskLimits.PERSON) String completedBy,
            @Size(max = TaskLimits.TEXT) String completionNotes) {
        TaskCompleted task(UUID id) {
            return new TaskCompleted(id, completedBy, completionNotes);
        }
    }

    record TaskCompletedResponse(UUID taskId, UUID eventId, String messageId) {}
}
