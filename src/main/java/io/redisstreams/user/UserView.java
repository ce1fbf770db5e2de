package io.redisstreams.user;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** A user in the API. */
@RegisterForReflection
public record UserView(
        UUID id, String username, String email, UserStatus status, Instant createdAt, Instant updatedAt) {
    static UserView of(User user) {
        return new UserView(user.id, user.username, user.email, user.status, user.createdAt, user.updatedAt);
    }
}
