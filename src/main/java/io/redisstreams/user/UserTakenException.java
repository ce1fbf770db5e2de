package io.redisstreams.user;

import io.redisstreams.fault.ConflictException;
import java.util.Optional;

/** Another user has this username or email address, in upper or lower case. */
public class UserTakenException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final String field;

    UserTakenException(String field, Throwable cause) {
        super("Another user has this " + field + "; choose another one", cause);
        this.field = field;
    }

    /** {@code username} or {@code email}. */
    @Override
    public Optional<String> field() {
        return Optional.of(field);
    }
}
