package io.redisstreams.user;

import java.util.Map;
import java.util.UUID;

/** @param eventId null, like {@code messageId}, when nothing changed */
record UserChangedResponse(UserView user, Map<String, Change> changes, UUID eventId, String messageId) {}
