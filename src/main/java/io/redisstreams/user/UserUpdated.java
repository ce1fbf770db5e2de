package io.redisstreams.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;
import java.util.Map;
import java.util.UUID;

/**
 * Payload of {@code user.updated}: the user as it is now, and what changed.
 *
 * @param changes by field, never null
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserUpdated(UUID userId, String username, String email, UserStatus status, Map<String, Change> changes) {
    public UserUpdated {
        Fields.present("userId", userId);
        changes = changes == null ? Map.of() : changes;
    }

    static UserUpdated of(User user, Map<String, Change> changes) {
        return new UserUpdated(user.id, user.username, user.email, user.status, changes);
    }
}
