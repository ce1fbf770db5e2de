package io.redisstreams.user;

import io.redisstreams.outbox.Appended;
import java.util.Map;

/**
 * What became of a user.
 *
 * @param user null when it was deleted
 * @param changes by field; empty for a new user, and when there was nothing to change
 * @param event what tells of it; null when there was nothing to change
 */
public record UserChange(UserView user, Map<String, Change> changes, Appended event) {}
