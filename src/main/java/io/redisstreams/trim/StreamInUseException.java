package io.redisstreams.trim;

import io.redisstreams.fault.ConflictException;

/** A stream cannot be deleted, for somebody needs it. */
public class StreamInUseException extends ConflictException {
    private static final long serialVersionUID = 1L;

    StreamInUseException(String stream, String why) {
        super("The stream '" + stream + "' cannot be deleted: " + why);
    }
}
