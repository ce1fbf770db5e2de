package io.redisstreams.consume;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Instance;
import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets one instance at a time scan a group's pending entries, at most once per {@code reclaim-every}: the lock is not
 * released but expires. It only saves work for Redis; two sweepers at once would do no harm.
 */
@ApplicationScoped
public class SweepLock {
    /**
     * ARGV: owner, milliseconds, the longest time that a lock of the group has. One that has longer is left of a time at which
     * Redis's clock was ahead, and would keep all sweepers out until that time comes again.
     */
    private static final String ACQUIRE = """
            local left = redis.call('PTTL', KEYS[1])
            if left >= 0 and left <= tonumber(ARGV[3]) then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1""";

    private static final String RENEW = """
            local owner = redis.call('GET', KEYS[1])
            if owner and owner ~= ARGV[1] then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1""";

    private final RedisDataSource redis;
    private final Instance instance;

    /** By group, when this instance last swept without a lock. */
    private final Map<String, Long> unlocked = new ConcurrentHashMap<>();

    public SweepLock(@RedisClientName("consumers") RedisDataSource redis, Instance instance) {
        this.redis = redis;
        this.instance = instance;
    }

    /** @param tick how often the caller asks; the lock expires this much earlier, so that one of them gets it in time */
    public boolean tryAcquire(GroupSettings group, Duration tick) {
        long millis = Math.max(1, group.reclaimEvery().minus(tick).toMillis());
        try {
            return acquire(group, millis);
        } catch (RuntimeException failure) {
            return withoutMemory(failure) && isDueHere(group, millis);
        }
    }

    private boolean acquire(GroupSettings group, long millis) {
        String longest = Long.toString(group.reclaimEvery().toMillis());
        return redis.execute("EVAL", ACQUIRE, "1", key(group), instance.name(), Long.toString(millis), longest)
                        .toInteger()
                == 1;
    }

    /**
     * False when another sweeper has it. A lock that expired during a page, and that no other sweeper took, is renewed.
     */
    boolean renew(GroupSettings group) {
        long millis = group.reclaimEvery().toMillis();
        try {
            return renew(group, millis);
        } catch (RuntimeException failure) {
            return withoutMemory(failure);
        }
    }

    private boolean renew(GroupSettings group, long millis) {
        return redis.execute("EVAL", RENEW, "1", key(group), instance.name(), Long.toString(millis))
                        .toInteger()
                == 1;
    }

    /**
     * A Redis without free memory stores no lock. The entries of dead consumers must still be taken over: until then
     * they cannot be trimmed, and the memory does not become free.
     */
    private static boolean withoutMemory(RuntimeException failure) {
        if (RedisFault.of(failure) != RedisFault.OUT_OF_MEMORY) {
            throw failure;
        }
        return true;
    }

    private boolean isDueHere(GroupSettings group, long millis) {
        long now = System.nanoTime();
        Long last = unlocked.get(group.name());
        boolean due = last == null || now - last >= TimeUnit.MILLISECONDS.toNanos(millis);
        if (due) {
            unlocked.put(group.name(), now);
        }
        return due;
    }

    public static String key(GroupSettings group) {
        return OwnKeys.of("sweeper:" + group.name());
    }
}
