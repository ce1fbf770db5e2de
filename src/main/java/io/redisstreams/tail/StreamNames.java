package io.redisstreams.tail;

import io.redisstreams.event.EventTypes;
import io.redisstreams.fault.MissingException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.redis.RedisServerInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Distinguishes the service's streams from other keys of the same Redis, which the API does not show. */
@ApplicationScoped
public class StreamNames {
    private static final Set<String> STREAM = Set.of("stream", "none");

    private final KnownStreams known;
    private final RedisServerInfo redis;

    StreamNames(KnownStreams known, RedisServerInfo redis) {
        this.known = known;
        this.redis = redis;
    }

    /**
     * Blocks.
     *
     * @throws MissingException when the service knows no such stream
     * @throws NotAStreamException when the key has another type
     */
    public void require(String name) {
        if (!name.matches(EventTypes.STREAM_PATTERN)) {
            throw missing(name);
        }
        if (!STREAM.contains(redis.type(name))) {
            throw new NotAStreamException(name);
        }
        if (!known.has(name)) {
            throw missing(name);
        }
    }

    private static MissingException missing(String name) {
        return new MissingException("There is no stream '" + name
                + "' that this service publishes to or reads; GET /api/monitoring/streams lists the existing ones");
    }
}
