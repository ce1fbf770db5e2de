package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.StreamFullException;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Rotation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Refuses events for a full stream. Otherwise it would grow until Redis is out of memory, or lose entries that no group
 * has read. Lengths are sampled, so a publisher only looks into a map.
 */
@ApplicationScoped
public class StreamCeiling {
    private static final Logger LOG = Logger.getLogger(StreamCeiling.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final ReactiveRedisDataSource redis;
    private final KnownStreams known;
    private final long maxEntries;
    private final Map<String, Long> full = new ConcurrentHashMap<>();
    private final NewStreams newStreams;
    private final Rotation rotation = new Rotation(200);

    public StreamCeiling(RedisDataSource redis, KnownStreams known, StreamsConfig config) {
        this.redis = redis.getReactive();
        this.known = known;
        this.maxEntries = config.retention().maxEntries();
        this.newStreams = new NewStreams(redis.getReactive(), known, config.maxStreams());
    }

    /** @throws StreamFullException when the stream was full at the last check */
    void check(String stream) {
        Long length = full.get(stream);
        if (length != null) {
            throw new StreamFullException(
                    "The stream '" + stream + "' holds " + length + " entries, and at most " + maxEntries
                            + " are allowed (streams.retention.max-entries); its consumer groups must catch up first");
        }
    }

    /** Whether publishers must {@link #admit} the stream first. */
    boolean isNew(String stream) {
        return !known.heard(stream);
    }

    /** Notes that a publisher uses the stream. */
    void use(String stream) {
        known.add(stream);
    }

    /**
     * Fails with {@link LimitReachedException} when publishers would create too many streams, and with Redis's failures.
     */
    Uni<Void> admit(Collection<String> streams) {
        return newStreams.admit(streams);
    }

    /**
     * Decides from what this instance knows, for when Redis is away.
     *
     * @throws LimitReachedException when publishers would create too many streams
     */
    void admitUnasked(Collection<String> streams) {
        newStreams.admitUnasked(streams);
    }

    /**
     * Checks the streams that are configured or full, and some of the others, so that its cost does not grow with their
     * number.
     */
    @Scheduled(identity = "stream-ceiling", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    public void sample() {
        Set<String> names = new LinkedHashSet<>(known.part(rotation));
        names.addAll(full.keySet());
        lengths(List.copyOf(names)).forEach(this::note);
    }

    private void note(String stream, long length) {
        if (length < maxEntries) {
            full.remove(stream);
        } else if (full.put(stream, length) == null) {
            LOG.warnf("Stream %s is full with %d entries: publishers get 429", stream, length);
        }
    }

    private Map<String, Long> lengths(List<String> streams) {
        List<Long> lengths = Uni.join()
                .all(streams.stream().map(this::length).toList())
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        Map<String, Long> byStream = new HashMap<>();
        for (int i = 0; i < lengths.size(); i++) {
            byStream.put(streams.get(i), lengths.get(i));
        }
        return byStream;
    }

    private Uni<Long> length(String stream) {
        return redis.execute("XLEN", stream)
                .map(Response::toLong)
                .onFailure(RedisErrors::wrongType)
                .recoverWithItem(0L);
    }
}
