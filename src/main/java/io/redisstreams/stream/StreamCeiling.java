package io.redisstreams.stream;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Refuses publishing to a stream that is full, rather than let it grow until Redis is out of memory, or trim what nobody
 * has read. Lengths are sampled, so that a publisher pays a look into a map.
 */
@ApplicationScoped
class StreamCeiling {
    private static final Logger LOG = Logger.getLogger(StreamCeiling.class);

    private final StreamCommands<String, String, String> streams;
    private final KnownStreams known;
    private final long maxEntries;
    private final Map<String, Long> full = new ConcurrentHashMap<>();

    StreamCeiling(RedisDataSource redis, KnownStreams known, StreamsConfig config) {
        this.streams = redis.stream(String.class);
        this.known = known;
        this.maxEntries = config.retention().maxEntries();
    }

    /** @throws StreamFullException when the stream was full at the last look */
    void check(String stream) {
        known.add(stream);
        Long length = full.get(stream);
        if (length != null) {
            throw new StreamFullException(
                    "The stream '" + stream + "' holds " + length + " entries, and at most " + maxEntries
                            + " are allowed (streams.retention.max-entries); its consumer groups must catch up first");
        }
    }

    @Scheduled(identity = "stream-ceiling", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void sample() {
        Jobs.forEach(known.all(), this::sample);
    }

    private void sample(String stream) {
        long length = length(stream);
        if (length < maxEntries) {
            full.remove(stream);
        } else if (full.put(stream, length) == null) {
            LOG.warnf("Stream %s is full with %d entries: publishers are answered 429", stream, length);
        }
    }

    private long length(String stream) {
        try {
            return streams.xlen(stream);
        } catch (RuntimeException failure) {
            if (!RedisErrors.wrongType(failure)) {
                throw failure;
            }
            return 0;
        }
    }
}
