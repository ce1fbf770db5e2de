package io.redisstreams.redis;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.RedisFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The facts about the Redis server on which the service's guarantees rest. Uses only INFO, which managed offerings allow
 * where CONFIG is forbidden.
 */
@ApplicationScoped
public class RedisFacts {
    private static final Logger LOG = Logger.getLogger(RedisFacts.class);
    private static final int OLDEST = 7;

    private final RedisDataSource redis;
    private volatile List<String> degraded = List.of();

    RedisFacts(RedisDataSource redis) {
        this.redis = redis;
    }

    /** Why events are less safe in this Redis than possible, in plain words; empty when all is well. */
    public List<String> degraded() {
        return degraded;
    }

    /** Refuses a Redis that is too old; checks one that is away when it is back. */
    void check(@Observes StartupEvent startup) {
        try {
            look();
        } catch (UnsupportedRedisException tooOld) {
            throw tooOld;
        } catch (RuntimeException away) {
            LOG.warnf("Redis did not answer INFO; the service asks again: %s", RedisErrors.brief(away));
        }
    }

    @Scheduled(identity = "redis-facts", every = "30s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void lookAgain() {
        try {
            look();
        } catch (UnsupportedRedisException tooOld) {
            degraded = List.of(tooOld.getMessage());
        }
    }

    private void look() {
        List<String> found = found();
        if (!found.equals(degraded)) {
            found.forEach(LOG::warn);
            degraded = found;
        }
    }

    private List<String> found() {
        try {
            Map<String, String> info = parse(redis.execute("INFO").toString());
            requireSupported(info.getOrDefault("redis_version", ""));
            return doubts(info);
        } catch (RuntimeException failure) {
            if (RedisFault.of(failure) != RedisFault.NOT_PERMITTED) {
                throw failure;
            }
            return List.of(
                    "It is unknown whether Redis keeps its data, because the user of the service may not run INFO: extend its ACL");
        }
    }

    static void requireSupported(String version) {
        String major = version.split("\\.")[0];
        if (!major.matches("\\d+") || Integer.parseInt(major) < OLDEST) {
            throw new UnsupportedRedisException("Redis " + version + " is too old: Redis " + OLDEST
                    + ".0 or newer is needed, which reports deleted pending entries (XAUTOCLAIM) and lag");
        }
    }

    static List<String> doubts(Map<String, String> info) {
        List<String> doubts = new ArrayList<>();
        String policy = info.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            doubts.add("Redis may evict whole streams when its memory is full (maxmemory-policy is " + policy
                    + "): set it to noeviction");
        }
        boolean appendOnly = "1".equals(info.get("aof_enabled"));
        boolean replicated = !"0".equals(info.getOrDefault("connected_slaves", "0"));
        if (!appendOnly && !replicated) {
            doubts.add("Redis has neither an append-only file nor replicas: entries are lost when it ends;"
                    + " set appendonly to yes. Events of streams in mode outbox are published again");
        }
        return doubts;
    }

    static Map<String, String> parse(String info) {
        return info.lines()
                .filter(line -> line.contains(":") && !line.startsWith("#"))
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (first, second) -> first));
    }

    /** The server lacks what the service needs. */
    static class UnsupportedRedisException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedRedisException(String message) {
            super(message);
        }
    }
}
