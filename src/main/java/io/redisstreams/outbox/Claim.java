package io.redisstreams.outbox;

import io.redisstreams.event.Publication;
import io.redisstreams.outbox.OutboxStore.Key;
import java.time.Instant;
import java.util.UUID;

/**
 * A call with an id that the caller chose.
 *
 * @param content fingerprint of what the caller asked for
 * @param type of the event, to compare with an event that has the id without a claim; null: nothing to compare
 * @param payload of the event, for the same comparison
 * @param deliverAt null: now
 */
record Claim(Key key, String content, String type, String payload, Instant timestamp, Instant deliverAt) {
    static Claim of(Publication publication) {
        return new Claim(
                Key.of(publication),
                publication.content(),
                publication.event().type(),
                publication.event().payload(),
                publication.event().timestamp(),
                publication.deliverAt());
    }

    /** The claim of a change whose event does not contain what the caller asked for. */
    static Claim of(String stream, UUID eventId, String content, Instant now) {
        return new Claim(new Key(eventId, stream), content, null, null, now, null);
    }
}
