package io.redisstreams.event;

import java.time.Instant;

/**
 * An event that is in its stream.
 *
 * @param messageId the Redis id of its entry
 * @param timestamp the event's; for an event that was published before under the same id, that of the first
 */
public record Published(String messageId, Instant timestamp) {
    public static Published of(Publication publication, String messageId) {
        return new Published(messageId, publication.event().timestamp());
    }
}
