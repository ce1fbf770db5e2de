package io.redisstreams.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;
import java.util.UUID;

/** Payload of {@code user.created}. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserCreated(UUID userId, String username, String email, UserStatus status) {
    public UserCreated {
        Fields.present("userId", userId);
    }

    static UserCreated of(User user) {
        return new UserCreated(user.id, user.username, user.email, user.status);
    }
}
