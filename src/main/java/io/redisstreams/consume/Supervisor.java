package io.redisstreams.consume;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.consume.GroupWorkers.Worker;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.Ticker;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the loops of all groups running: starts them, restarts those that ended, renews their leases, and stops them in
 * order. When the settings of a group change, its loops end, and others begin with the new settings.
 */
@ApplicationScoped
public class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    /** A quarter of a third of the shortest visibility timeout. */
    private static final Duration LEASE_TICK = Duration.ofMillis(80);

    private static final Duration CREW_TICK = Duration.ofMillis(250);

    private final Groups groups;
    private final GroupWorkers groupWorkers;

    /**
     * By group. A dismissed crew stays here until it has left, because the next one has consumers with the same names.
     */
    private final Map<String, Crew> crews = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(Supervisor::thread);
    private final Duration drainTimeout;
    private volatile boolean started;
    private volatile boolean stopping;

    Supervisor(Groups groups, GroupWorkers groupWorkers, Ticker ticker, StreamsConfig config) {
        this.groups = groups;
        this.groupWorkers = groupWorkers;
        this.drainTimeout = config.drainTimeout();
        ticker.every(LEASE_TICK, "lease-renewal", this::renewLeases);
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(CREW_TICK, "supervisor", this::supervise);
    }

    synchronized void supervise() {
        if (stopping) {
            return;
        }
        Map<String, GroupSettings> wanted =
                groups.worked().stream().collect(Collectors.toMap(GroupSettings::name, Function.identity()));
        for (Crew crew : crews.values()) {
            if (!crew.group().equals(wanted.get(crew.group().name()))) {
                crew.dismiss();
            }
        }
        dismissed().filter(crew -> crew.hasEnded(drainTimeout)).forEach(this::letGo);
        wanted.forEach((name, group) -> crews.computeIfAbsent(name, first -> new Crew(group, groupWorkers))
                .keepRunning(threads));
        started = true;
    }

    private Stream<Crew> dismissed() {
        return crews.values().stream().filter(Crew::isDismissed);
    }

    private void letGo(Crew crew) {
        if (hasLeft(crew)) {
            crews.remove(crew.group().name(), crew);
        }
    }

    /** Renews each crew separately: a group that Redis lost must not cost the others their leases. */
    private void renewLeases() {
        Jobs.forEach(consumers().toList(), GroupConsumer::renewLease);
    }

    private Stream<GroupConsumer> consumers() {
        return crews.values().stream().flatMap(Crew::consumers);
    }

    /** True once the service has begun to stop. */
    public boolean stopping() {
        return stopping;
    }

    /** True once every loop was started. */
    public boolean started() {
        return started;
    }

    /** Whether loops of this instance work for the group, or have not left it yet. */
    boolean worksFor(String group) {
        return crews.containsKey(group);
    }

    List<Worker> workers() {
        return crews.values().stream().flatMap(crew -> crew.workers().stream()).toList();
    }

    /**
     * Stops new reads; entries in work are committed and acknowledged; the rest is handed back after the drain timeout.
     * Runs before all other observers, which close what the loops need.
     */
    void stop(@Observes @Priority(1) ShutdownEvent shutdown) throws InterruptedException {
        dismissAll();
        threads.shutdown();
        boolean drained = threads.awaitTermination(drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!drained) {
            LOG.warnf("Work was still running after streams.drain-timeout (%s) and is handed back", drainTimeout);
        }
        crews.values().forEach(Supervisor::hasLeft);
    }

    private synchronized void dismissAll() {
        stopping = true;
        crews.values().forEach(Crew::dismiss);
    }

    private static boolean hasLeft(Crew crew) {
        try {
            crew.leave();
            return true;
        } catch (RuntimeException failure) {
            LOG.debugf("The consumers of %s could not leave: %s", crew.group().name(), RedisErrors.brief(failure));
            return RedisErrors.noGroup(failure) || RedisErrors.noKey(failure);
        }
    }

    private static Thread thread(Runnable loop) {
        Thread thread = new Thread(loop, "streams");
        thread.setDaemon(true);
        return thread;
    }
}
