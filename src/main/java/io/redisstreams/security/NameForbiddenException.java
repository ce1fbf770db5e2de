package io.redisstreams.security;

/** The caller has the role, but not for this name. The message says what is missing. */
public class NameForbiddenException extends RuntimeException {
    NameForbiddenException(String message) {
        super(message);
    }
}
