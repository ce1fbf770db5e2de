package io.redisstreams.api;

import java.util.UUID;

record TaskCompletedResponse(UUID taskId, UUID eventId, String messageId) {}
