package io.redisstreams.outbox;

import io.redisstreams.event.Publication;
import io.redisstreams.outbox.OutboxStore.Key;
import java.time.Instant;
import java.util.UUID;

/**
 * What a caller asks for under an id that it chose.
 *
 * @param content fingerprint of what was asked for
 * @param type of the event, to compare with what is kept under the id but was not claimed; null: nothing compares
 * @param payload likewise
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

    /** Of a change whose event says nothing of what was asked for. */
    static Claim of(String stream, UUID eventId, String content, Instant now) {
        return new Claim(new Key(eventId, stream), content, null, null, now, null);
    }
}
