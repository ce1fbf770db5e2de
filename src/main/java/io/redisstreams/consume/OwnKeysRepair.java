package io.redisstreams.consume;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.Groups;
import io.redisstreams.group.Instances;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.postgres.FrozenInstances;
import io.redisstreams.redis.OwnKeys;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Removes keys of the service with content that it did not write. A publisher cannot write them ({@link OwnKeys}), but
 * another client of the same Redis can. The service creates all of them again.
 */
@ApplicationScoped
public class OwnKeysRepair {
    private static final Logger LOG = Logger.getLogger(OwnKeysRepair.class);

    /**
     * Removes the key unless it has the type; a string (a lock) must also expire. Returns the type of the removed key.
     */
    private static final String HEAL = """
            local type = redis.call('TYPE', KEYS[1]).ok
            if type == 'none' or type == ARGV[1] and (type ~= 'string' or redis.call('PTTL', KEYS[1]) >= 0) then
              return false
            end
            redis.call('UNLINK', KEYS[1])
            return type""";

    private final RedisDataSource redis;
    private final Groups groups;

    public OwnKeysRepair(RedisDataSource redis, Groups groups) {
        this.redis = redis;
        this.groups = groups;
    }

    @Scheduled(identity = "own-keys", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void heal() {
        runOnce();
    }

    /** Returns how many keys it removed. */
    public int runOnce() {
        int removed = 0;
        for (Map.Entry<String, String> key : types().entrySet()) {
            Response type = redis.execute("EVAL", HEAL, "1", key.getKey(), key.getValue());
            if (type != null) {
                removed++;
                LOG.warnf(
                        "Removed the key %s: it held a %s that this service did not write. Which client wrote it?",
                        key.getKey(), type);
            }
        }
        return removed;
    }

    private Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put(KnownStreams.KEY, "set");
        types.put(Instances.KEY, "zset");
        types.put(FrozenInstances.KEY, "zset");
        groups.all().forEach(group -> types.put(SweepLock.key(group), "string"));
        return types;
    }
}
