package io.redisstreams.trim;

/** A stream cannot be deleted, for somebody needs it. */
public class StreamInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StreamInUseException(String stream, String why) {
        super("The stream '" + stream + "' cannot be deleted: " + why);
    }
}
