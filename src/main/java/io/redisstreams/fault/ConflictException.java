package io.redisstreams.fault;

import java.util.Optional;

/** What the call asks for contradicts what is there: 409. */
public class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }

    public ConflictException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The field of the call that contradicts; empty: it is the call as a whole. */
    public Optional<String> field() {
        return Optional.empty();
    }
}
