package io.redisstreams.stream;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.event.EventTypes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that are this service's: its own, those of its groups, and those that it was asked to publish to. Other
 * streams of the same Redis are nobody's business here, least of all the trimmer's.
 */
@ApplicationScoped
public class KnownStreams {
    static final String KEY = OwnKeys.of("streams");

    private final SetCommands<String, String> sets;
    private final Groups groups;
    private final Set<String> published = ConcurrentHashMap.newKeySet();

    KnownStreams(RedisDataSource redis, Groups groups) {
        this.sets = redis.set(String.class);
        this.groups = groups;
    }

    void add(String stream) {
        published.add(stream);
    }

    /** In alphabetical order. Blocks on Redis, and throws when it is away. */
    public List<String> all() {
        Set<String> all = new TreeSet<>(configured());
        all.addAll(published);
        all.addAll(sets.smembers(KEY));
        return List.copyOf(all);
    }

    /** The configured ones first, so that they are in whatever part of the list somebody looks at. */
    List<String> inOrder(Collection<String> shared) {
        Set<String> others = new TreeSet<>(published);
        others.addAll(shared);
        Set<String> all = new LinkedHashSet<>(configured());
        all.addAll(others);
        return List.copyOf(all);
    }

    /** Whether the name is that of one of them. Blocks on Redis for a name that it did not hear here. */
    public boolean has(String stream) {
        return published.contains(stream) || configured().contains(stream) || sets.sismember(KEY, stream);
    }

    /** Those that need no look into Redis. */
    public Set<String> configured() {
        Set<String> configured = new TreeSet<>(EventTypes.STREAMS);
        configured.addAll(groups.streams());
        return configured;
    }

    /** Tells the other instances, and Redis again after it was flushed. */
    @Scheduled(identity = "known-streams", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    public void share() {
        if (!published.isEmpty()) {
            sets.sadd(KEY, published.toArray(String[]::new));
        }
    }
}
