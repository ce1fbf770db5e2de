package io.redisstreams.stream;

import io.redisstreams.event.BadPayloadException;
import java.sql.SQLException;

/** A payload that is JSON, but none that PostgreSQL's jsonb can hold: {@code U+0000}, a number without end. */
class UnstorablePayloadException extends BadPayloadException {
    private static final long serialVersionUID = 1L;

    UnstorablePayloadException(SQLException cause) {
        super("The payload cannot be stored: " + cause.getMessage(), cause);
    }
}
