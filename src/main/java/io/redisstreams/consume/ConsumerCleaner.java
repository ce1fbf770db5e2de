package io.redisstreams.consume;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.Instances;
import io.redisstreams.process.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/** Removes consumers that are long gone, once others have taken over all their pending entries. */
@ApplicationScoped
class ConsumerCleaner {
    private static final Logger LOG = Logger.getLogger(ConsumerCleaner.class);
    private static final Duration LEAST_IDLE = Duration.ofMinutes(5);

    private final RedisDataSource redis;
    private final Groups groups;
    private final Lease lease;
    private final Instances instances;

    ConsumerCleaner(RedisDataSource redis, Groups groups, Lease lease, Instances instances) {
        this.redis = redis;
        this.groups = groups;
        this.lease = lease;
        this.instances = instances;
    }

    @Scheduled(identity = "consumer-cleaner", every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void clean() {
        Jobs.forEach(groups.all(), this::clean);
    }

    private void clean(GroupSettings group) {
        try {
            int removed = runOnce(group, longGone(group));
            if (removed > 0) {
                LOG.infof("%s: removed %d consumers that were gone", group.name(), removed);
            }
        } catch (RuntimeException failure) {
            if (!RedisErrors.noGroup(failure) && !RedisErrors.noKey(failure)) {
                throw failure;
            }
        }
    }

    int runOnce(GroupSettings group, Duration idle) {
        int removed = 0;
        Set<String> living = instances.living();
        for (var consumer : redis.execute("XINFO", "CONSUMERS", group.stream(), group.name())) {
            String name = consumer.get("name").toString();
            if (living.stream().noneMatch(name::startsWith) && lease.removeIfEmpty(group, name, idle.toMillis())) {
                removed++;
            }
        }
        return removed;
    }

    private static Duration longGone(GroupSettings group) {
        Duration patience = group.visibilityTimeout().multipliedBy(10);
        return patience.compareTo(LEAST_IDLE) > 0 ? patience : LEAST_IDLE;
    }
}
