package io.redisstreams.user;

import io.redisstreams.fault.MissingException;
import java.util.UUID;

public class UserNotFoundException extends MissingException {
    private static final long serialVersionUID = 1L;

    public UserNotFoundException(UUID id) {
        super("There is no user " + id);
    }
}
