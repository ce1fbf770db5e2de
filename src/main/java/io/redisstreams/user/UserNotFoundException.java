package io.redisstreams.user;

import java.util.UUID;

public class UserNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserNotFoundException(UUID id) {
        super("There is no user " + id);
    }
}
