package io.redisstreams.user;

import io.redisstreams.outbox.Appended;
import java.util.Map;

/**
 * The result of a change of a user.
 *
 * @param user null when it was deleted
 * @param changes by field; empty for a new user, and when nothing changed
 * @param event that describes the change; null when nothing changed
 */
public record UserChange(UserView user, Map<String, Change> changes, Appended event) {}
