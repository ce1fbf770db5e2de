package io.redisstreams.chat;

import java.util.UUID;

record MessageResponse(MessageView message, UUID eventId, String messageId) {}
