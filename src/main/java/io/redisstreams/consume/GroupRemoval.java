package io.redisstreams.consume;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.DefinedGroups;
import io.redisstreams.group.DefinedGroups.Deleted;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Instances;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.Stop;
import io.redisstreams.process.Ticker;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Removes groups whose deletion was requested, once no instance works for them: settles their unfinished events, and
 * destroys the group in Redis. Any instance may repeat each step, so a kill between two of them loses nothing.
 */
@ApplicationScoped
class GroupRemoval {
    private static final Logger LOG = Logger.getLogger(GroupRemoval.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int PAGE = 100;

    private final DefinedGroups defined;
    private final Supervisor supervisor;
    private final Instances instances;
    private final GroupWorkers workers;
    private final PendingEntries pending;
    private final Leftovers leftovers;
    private final GroupStream stream;
    private final KnownStreams known;
    private final RedisDataSource redis;
    private final Stop stop = new Stop();

    GroupRemoval(
            DefinedGroups defined,
            Supervisor supervisor,
            Instances instances,
            GroupWorkers workers,
            PendingEntries pending,
            Leftovers leftovers,
            GroupStream stream,
            KnownStreams known,
            @RedisClientName("consumers") RedisDataSource redis) {
        this.defined = defined;
        this.supervisor = supervisor;
        this.instances = instances;
        this.workers = workers;
        this.pending = pending;
        this.leftovers = leftovers;
        this.stream = stream;
        this.known = known;
        this.redis = redis;
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(TICK, "group-removal", this::runOnce);
    }

    void stop(@Observes @Priority(1) ShutdownEvent shutdown) {
        stop.request();
    }

    void runOnce() {
        Jobs.forEach(defined.deleted(), this::remove);
    }

    private void remove(Deleted deleted) {
        GroupSettings group = deleted.group();
        if (stop.requested() || supervisor.worksFor(group.name()) || !settled(deleted)) {
            return;
        }
        leftovers.settleRows(group, deleted.pending());
        defined.forget(group);
        known.add(group.stream());
        LOG.infof("The group %s is deleted", group.name());
    }

    /** False when others still work for the group, or at the stop. */
    private boolean settled(Deleted deleted) {
        GroupSettings group = deleted.group();
        try {
            if (othersWorkFor(group) || !settlePending(deleted)) {
                return false;
            }
            defined.bury(group);
            stream.destroy(group);
        } catch (RuntimeException failure) {
            if (!RedisErrors.noGroup(failure) && !RedisErrors.noKey(failure)) {
                throw failure;
            }
            defined.bury(group);
        }
        return true;
    }

    /** Consumers of a dead instance leave only pending entries behind. */
    private boolean othersWorkFor(GroupSettings group) {
        Set<String> living = instances.living();
        return StreamSupport.stream(
                        redis.execute("XINFO", "CONSUMERS", group.stream(), group.name())
                                .spliterator(),
                        false)
                .map(consumer -> consumer.get("name").toString())
                .anyMatch(name -> living.stream().anyMatch(name::startsWith));
    }

    private boolean settlePending(Deleted deleted) {
        GroupSettings group = deleted.group();
        GroupConsumer consumer = workers.consumer(group, "removal", stop);
        Intake intake = workers.intake(consumer, stop);
        List<String> page;
        while (!(page = pending.first(group, PAGE)).isEmpty()) {
            intake.workOffPending(
                    page, entries -> leftovers.settle(group, consumer.name(), entries, deleted.pending()));
            if (stop.requested()) {
                return false;
            }
            stream.acknowledge(group, page);
        }
        return true;
    }
}
