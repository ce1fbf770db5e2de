package io.redisstreams.user;

import java.util.UUID;

record UserCreatedResponse(UserView user, UUID eventId, String messageId) {}
