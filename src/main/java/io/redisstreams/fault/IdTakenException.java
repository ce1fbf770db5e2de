package io.redisstreams.fault;

import java.time.Instant;
import java.util.UUID;

/** The id that a caller chose belongs to another event of the stream. */
public class IdTakenException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private IdTakenException(String message) {
        super(message);
    }

    public static IdTakenException of(String stream, UUID eventId) {
        return new IdTakenException("The id " + eventId + " belongs to another event of the stream '" + stream
                + "'; choose a new id for a new event");
    }

    /** @param deliverAt when the event with this id will be published */
    public static IdTakenException scheduled(String stream, UUID eventId, Instant deliverAt) {
        return new IdTakenException("The id " + eventId + " belongs to an event of the stream '" + stream
                + "' that is scheduled for " + deliverAt + "; choose another id, or cancel that event with DELETE"
                + " /api/events/scheduled/" + eventId);
    }
}
