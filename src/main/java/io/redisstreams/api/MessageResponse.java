package io.redisstreams.api;

import io.redisstreams.chat.MessageView;
import java.util.UUID;

record MessageResponse(MessageView message, UUID eventId, String messageId) {}
