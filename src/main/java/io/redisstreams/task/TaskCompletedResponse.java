package io.redisstreams.task;

import java.util.UUID;

record TaskCompletedResponse(UUID taskId, UUID eventId, String messageId) {}
