package io.redisstreams.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Ids of events. They are ordered by time (UUIDv7, RFC 9562), so that the unique index of the audit grows at one end. */
public final class EventIds {
    private EventIds() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The longest id that a caller may choose for a call, in characters. */
    public static final int CALL_ID = 200;

    private static final int UUID_LENGTH = 36;

    /**
     * Returns the id of the event of a call that the caller can repeat. A UUID is used as it is. Other text becomes a
     * UUID (version 5) made of the text and the stream, so that one text may name one event in each stream.
     *
     * @param callId null when the caller chose none: the id is new
     */
    public static UUID of(String stream, String callId) {
        if (callId == null) {
            return next();
        }
        try {
            if (callId.length() == UUID_LENGTH) {
                return UUID.fromString(callId);
            }
        } catch (IllegalArgumentException otherText) {
            // Treated like any other text.
        }
        return UuidCreator.getNameBasedSha1(stream + '\n' + callId);
    }

    /** The id of an entry whose producer set none: the same entry has the same id at each delivery and in each group. */
    static UUID ofEntry(String stream, String messageId) {
        return UUID.nameUUIDFromBytes((stream + '/' + messageId).getBytes(UTF_8));
    }
}
