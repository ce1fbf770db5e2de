package io.redisstreams.task;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;

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
