package io.redisstreams.api;

import io.redisstreams.user.Change;
import io.redisstreams.user.UserView;
import java.util.Map;
import java.util.UUID;

/** @param eventId null, like {@code messageId}, when nothing changed */
record UserChangedResponse(UserView user, Map<String, Change> changes, UUID eventId, String messageId) {}
