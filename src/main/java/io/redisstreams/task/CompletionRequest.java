package io.redisstreams.task;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;

record CompletionRequest(
        @NotBlank @Size(max = TaskLimits.PERSON) String completedBy,
        @Size(max = TaskLimits.TEXT) String completionNotes) {
    TaskCompleted task(UUID id) {
        return new TaskCompleted(id, completedBy, completionNotes);
    }
}
