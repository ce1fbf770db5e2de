package io.redisstreams.api;

import io.redisstreams.user.UserView;
import java.util.UUID;

record UserCreatedResponse(UserView user, UUID eventId, String messageId) {}
