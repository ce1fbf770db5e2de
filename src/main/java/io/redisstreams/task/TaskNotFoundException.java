package io.redisstreams.task;

import java.util.UUID;

public class TaskNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TaskNotFoundException(UUID id) {
        super("There is no task " + id + ", or its event is not processed yet");
    }
}
