package io.redisstreams.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;
import java.time.Instant;
import java.util.UUID;

/**
 * Payload of {@code task.created}.
 *
 * @param description may be null
 * @param priority never null; medium by default
 * @param dueDate may be null
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskCreated(
        UUID taskId,
        String title,
        String description,
        TaskPriority priority,
        String assignedTo,
        String createdBy,
        Instant dueDate) {
    public TaskCreated {
        Fields.present("taskId", taskId);
        Fields.text("title", title, TaskLimits.TITLE);
        Fields.optionalText("description", description, TaskLimits.TEXT);
        Fields.text("assignedTo", assignedTo, TaskLimits.PERSON);
        Fields.text("createdBy", createdBy, TaskLimits.PERSON);
        priority = priority == null ? TaskPriority.MEDIUM : priority;
    }
}
