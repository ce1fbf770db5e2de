package io.redisstreams.task;

import java.util.UUID;

record TaskCreatedResponse(TaskView task, UUID eventId, String messageId) {}
