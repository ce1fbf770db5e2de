package io.redisstreams.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;
import java.util.UUID;

/**
 * Payload of {@code task.completed}.
 *
 * @param completionNotes may be null
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskCompleted(UUID taskId, String completedBy, String completionNotes) {
    public TaskCompleted {
        Fields.present("taskId", taskId);
        Fields.text("completedBy", completedBy, TaskLimits.PERSON);
        Fields.optionalText("completionNotes", completionNotes, TaskLimits.TEXT);
    }
}
