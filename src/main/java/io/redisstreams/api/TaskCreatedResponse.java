package io.redisstreams.api;

import io.redisstreams.task.TaskView;
import java.util.UUID;

record TaskCreatedResponse(TaskView task, UUID eventId, String messageId) {}
