package io.redisstreams.group;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.process.Instance;
import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The processes that consume, as they register themselves in Redis. Redis does not know which consumers live: before 7.2
 * it does not even record that a consumer waits for entries.
 */
@ApplicationScoped
public class Instances {
    /** A sorted set: the name of an instance, and the second of its last beat by Redis's clock. */
    public static final String KEY = OwnKeys.of("instances");

    /** An instance that has missed three beats is gone. */
    public static final long SECONDS = 16;

    private static final Logger LOG = Logger.getLogger(Instances.class);
    private static final String BEAT = """
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            return redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 3600)""";

    private static final String LIVING = """
            local now = tonumber(redis.call('TIME')[1])
            return redis.call('ZRANGE', KEYS[1], now - ARGV[1], '+inf', 'BYSCORE')""";

    private final RedisDataSource redis;
    private final Instance instance;
    private final boolean consumes;

    public Instances(RedisDataSource redis, Instance instance, StreamsConfig config) {
        this.redis = redis;
        this.instance = instance;
        this.consumes = config.consumers().enabled();
    }

    @Scheduled(identity = "instance-beat", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public void beat() {
        if (consumes) {
            redis.execute("EVAL", BEAT, "1", KEY, instance.name());
        }
    }

    /** The names of the living instances. */
    public Set<String> living() {
        Set<String> names = new HashSet<>();
        redis.execute("EVAL", LIVING, "1", KEY, Long.toString(SECONDS)).forEach(name -> names.add(name.toString()));
        return names;
    }

    void leave(@Observes ShutdownEvent shutdown) {
        try {
            redis.execute("ZREM", KEY, instance.name());
        } catch (RuntimeException redisAway) {
            LOG.debugf("The others will see that this instance is gone: %s", RedisErrors.brief(redisAway));
        }
    }
}
