package io.redisstreams.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Ids of events: time-ordered ones (UUIDv7, RFC 9562), so that the audit's unique index grows at one end. */
public final class EventIds {
    private EventIds() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The id of an entry whose producer gave none: the same entry has the same id at each delivery and in each group. */
    static UUID ofEntry(String stream, String messageId) {
        return UUID.nameUUIDFromBytes((stream + '/' + messageId).getBytes(UTF_8));
    }
}
