package io.redisstreams.task;

import java.time.Instant;
import java.util.UUID;

/** A task in the API. While its completion has arrived before its creation, the fields of the creation are null. */
public record TaskView(
        UUID id,
        String title,
        String description,
        TaskPriority priority,
        String assignedTo,
        String createdBy,
        Instant dueDate,
        TaskStatus status,
        String completedBy,
        String completionNotes,
        Instant createdAt,
        Instant completedAt,
        Instant updatedAt) {
    static TaskView of(Task task) {
        return new TaskView(
                task.id,
                task.title,
                task.description,
                task.priority,
                task.assignedTo,
                task.createdBy,
                task.dueDate,
                task.status,
                task.completedBy,
                task.completionNotes,
                task.createdAt,
                task.completedAt,
                task.updatedAt);
    }

    static TaskView of(TaskCreated task, Instant now) {
        return new TaskView(
                task.taskId(),
                task.title(),
                task.description(),
                task.priority(),
                task.assignedTo(),
                task.createdBy(),
                task.dueDate(),
                TaskStatus.PENDING,
                null,
                null,
                now,
                null,
                now);
    }
}
