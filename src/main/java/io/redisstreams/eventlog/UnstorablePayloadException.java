package io.redisstreams.eventlog;

import io.redisstreams.event.BadPayloadException;
import java.sql.SQLException;

/** A payload that is JSON but that PostgreSQL's jsonb refuses: {@code U+0000}, a number that is too long. */
public class UnstorablePayloadException extends BadPayloadException {
    private static final long serialVersionUID = 1L;

    private UnstorablePayloadException(SQLException cause) {
        super("The payload cannot be stored: " + cause.getMessage(), cause);
    }

    /**
     * Translates the failure of a statement that writes a payload. Class 22 (data exception) and 54 (limit exceeded)
     * mean that the payload cannot be stored at any attempt.
     */
    public static SQLException orElse(SQLException failure) {
        String state = failure.getSQLState();
        if (state != null && (state.startsWith("22") || state.startsWith("54"))) {
            throw new UnstorablePayloadException(failure);
        }
        return failure;
    }
}
