package io.redisstreams.eventlog;

import io.redisstreams.event.BadPayloadException;
import java.sql.SQLException;

/** A payload that is JSON, but none that PostgreSQL's jsonb can hold: {@code U+0000}, a number without end. */
public class UnstorablePayloadException extends BadPayloadException {
    private static final long serialVersionUID = 1L;

    private UnstorablePayloadException(SQLException cause) {
        super("The payload cannot be stored: " + cause.getMessage(), cause);
    }

    /**
     * The failure of a statement that writes a payload, to be thrown. Class 22, data exception, and 54, beyond a limit, say
     * that the payload cannot be stored, whoever tries.
     */
    public static SQLException orElse(SQLException failure) {
        String state = failure.getSQLState();
        if (state != null && (state.startsWith("22") || state.startsWith("54"))) {
            throw new UnstorablePayloadException(failure);
        }
        return failure;
    }
}
