package io.redisstreams.fault;

import java.util.Optional;

/** The call contradicts the current state: 409. */
public class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }

    public ConflictException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The field of the call that contradicts the state; empty when the call as a whole does. */
    public Optional<String> field() {
        return Optional.empty();
    }
}
