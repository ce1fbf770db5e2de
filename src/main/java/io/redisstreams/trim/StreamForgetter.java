package io.redisstreams.trim;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.process.Rotation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Forgets streams that publishers created and that Redis does not have (any more), so that they neither count against
 * the ceiling nor cost anything. A publisher in another instance that has just used one makes it known again within two
 * seconds.
 */
@ApplicationScoped
public class StreamForgetter {
    private static final Logger LOG = Logger.getLogger(StreamForgetter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final RedisDataSource redis;
    private final KnownStreams known;
    private final Iterable<StreamHold> holds;
    private final Rotation rotation = new Rotation(200);

    public StreamForgetter(RedisDataSource redis, KnownStreams known, @Any Instance<StreamHold> holds) {
        this.redis = redis;
        this.known = known;
        this.holds = holds;
    }

    @Scheduled(identity = "stream-forgetter", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        List<String> forgotten = runOnce();
        if (!forgotten.isEmpty()) {
            LOG.infof("Forgot %d streams that are no longer in Redis", forgotten.size());
        }
    }

    /** Checks some of the streams, and the next ones at the next run. Returns those that it forgot. */
    public List<String> runOnce() {
        List<String> missing = missing(rotation.next(List.copyOf(known.created())));
        for (StreamHold hold : missing.isEmpty() ? List.<StreamHold>of() : holds) {
            Set<String> held = hold.held(missing);
            missing.removeIf(held::contains);
        }
        return known.forget(missing);
    }

    private List<String> missing(List<String> streams) {
        List<String> missing = new ArrayList<>();
        if (streams.isEmpty()) {
            return missing;
        }
        List<Boolean> there = Uni.join()
                .all(streams.stream()
                        .map(stream -> redis.getReactive()
                                .execute("TYPE", stream)
                                .map(type -> type.toString().equals("stream")))
                        .toList())
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        for (int i = 0; i < streams.size(); i++) {
            if (!there.get(i)) {
                missing.add(streams.get(i));
            }
        }
        return missing;
    }
}
