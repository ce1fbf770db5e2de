package io.redisstreams.group;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.set.SetCommands;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.process.Rotation;
import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of this service: its own, those of its groups, and those that publishers created. The service ignores
 * other streams of the same Redis, and above all does not trim them. Redis has the names of the created ones, for all
 * instances; each instance keeps a copy, so that a lookup costs nothing. Methods that write both run one at a time:
 * otherwise a share that began before a stream was forgotten would write its name again.
 */
@ApplicationScoped
public class KnownStreams {
    public static final String KEY = OwnKeys.of("streams");

    private final SetCommands<String, String> sets;
    private final Groups groups;

    /** The streams that stay as long as this process. */
    private final Set<String> fixed;

    /** Used by this instance since the last {@link #share}. */
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private volatile Set<String> shared = Set.of();

    public KnownStreams(RedisDataSource redis, Groups groups) {
        this.sets = redis.set(String.class);
        this.groups = groups;
        Set<String> configured = new TreeSet<>(groups.ownStreams());
        configured.addAll(groups.configuredStreams());
        this.fixed = Set.copyOf(configured);
    }

    /** Also for a stream that only a group of the API reads: it stays known when that group is deleted. */
    public void add(String stream) {
        if (!fixed.contains(stream)) {
            used.add(stream);
        }
    }

    /** In alphabetical order. Blocks on Redis, and throws when it is away. */
    public synchronized List<String> all() {
        shared = Set.copyOf(sets.smembers(KEY));
        Set<String> all = created();
        all.addAll(configured());
        return List.copyOf(all);
    }

    /** As far as this instance knows; the configured ones first, so that each part of the list begins with them. */
    public List<String> inOrder() {
        return part(new Rotation(Integer.MAX_VALUE));
    }

    /** The configured ones, and a part of the others. */
    public List<String> part(Rotation rotation) {
        List<String> part = new ArrayList<>(configured());
        part.addAll(rotation.next(List.copyOf(created())));
        return part;
    }

    /** The streams that publishers created, as far as this instance knows, in alphabetical order. */
    public TreeSet<String> created() {
        TreeSet<String> created = new TreeSet<>(shared);
        created.addAll(used);
        created.removeAll(configured());
        return created;
    }

    /** Whether it is a known stream, as far as this instance knows. */
    public boolean heard(String stream) {
        return fixed.contains(stream)
                || used.contains(stream)
                || shared.contains(stream)
                || !groups.ofStream(stream).isEmpty();
    }

    /** Whether it is a known stream. Blocks on Redis for a name that this instance does not know. */
    public boolean has(String stream) {
        return heard(stream) || sets.sismember(KEY, stream);
    }

    /** The service's own streams, and those that groups read now: they need no query to Redis. */
    public Set<String> configured() {
        Set<String> configured = new TreeSet<>(groups.ownStreams());
        configured.addAll(groups.streams());
        return configured;
    }

    /** Publishes the names of this instance to the others (again after Redis was flushed), and reads theirs. */
    @Scheduled(identity = "known-streams", every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public synchronized void share() {
        Set<String> mine = Set.copyOf(used);
        if (!mine.isEmpty()) {
            sets.sadd(KEY, mine.toArray(String[]::new));
        }
        shared = Set.copyOf(sets.smembers(KEY));
        used.removeAll(mine);
    }

    /** Forgets a deleted stream. */
    public synchronized void forgetNow(String stream) {
        used.remove(stream);
        forget(List.of(stream));
    }

    /** Forgets streams that no longer exist, unless they were used a moment ago. Returns the forgotten ones. */
    public synchronized List<String> forget(Collection<String> streams) {
        List<String> unused =
                streams.stream().filter(stream -> !used.contains(stream)).toList();
        if (!unused.isEmpty()) {
            sets.srem(KEY, unused.toArray(String[]::new));
            Set<String> rest = new TreeSet<>(shared);
            unused.forEach(rest::remove);
            shared = Set.copyOf(rest);
        }
        return unused;
    }
}
