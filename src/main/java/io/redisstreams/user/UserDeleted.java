package io.redisstreams.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;
import java.util.UUID;

/** Payload of {@code user.deleted}. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserDeleted(UUID userId, String username) {
    public UserDeleted {
        Fields.present("userId", userId);
    }
}
