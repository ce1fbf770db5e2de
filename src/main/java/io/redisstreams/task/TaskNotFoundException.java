package io.redisstreams.task;

import io.redisstreams.fault.MissingException;
import java.util.UUID;

public class TaskNotFoundException extends MissingException {
    private static final long serialVersionUID = 1L;

    public TaskNotFoundException(UUID id) {
        super("There is no task " + id + ", or its event is not processed yet");
    }
}
