package io.redisstreams.event;

import io.redisstreams.fault.SaysAll;

/** A payload that stays unreadable at each attempt. Its event becomes a dead letter at once. */
public class BadPayloadException extends RuntimeException implements SaysAll {
    private static final long serialVersionUID = 1L;

    public BadPayloadException(String message) {
        super(message);
    }

    public BadPayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
