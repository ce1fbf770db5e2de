package io.redisstreams.consume;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.consume.GroupWorkers.Worker;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.Groups;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.Stop;
import io.redisstreams.process.Ticker;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Keeps the loops of all groups running: starts them, revives what ended, renews their leases, and ends them in order. */
@ApplicationScoped
public class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    /** A quarter of a third of the shortest visibility timeout. */
    private static final Duration LEASE_TICK = Duration.ofMillis(80);

    private final List<Worker> workers;
    private final Map<Worker, Future<?>> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Supervisor::thread);
    private final Stop stop = new Stop();
    private final Duration drainTimeout;

    Supervisor(Groups groups, GroupWorkers groupWorkers, Ticker ticker, StreamsConfig config) {
        this.drainTimeout = config.drainTimeout();
        this.workers = groups.worked().stream()
                .flatMap(group -> groupWorkers.of(group, stop).stream())
                .toList();
        ticker.every(LEASE_TICK, "lease-renewal", this::renewLeases);
    }

    @Scheduled(identity = "supervisor", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void supervise() {
        for (Worker worker : workers) {
            Future<?> loop = running.get(worker);
            if (!stop.requested() && (loop == null || loop.isDone())) {
                if (loop != null) {
                    LOG.errorf(
                            "%s had ended and is started again", worker.loop().name());
                }
                running.put(worker, threads.submit(worker.loop()));
            }
        }
    }

    /** Each for itself: a group that Redis lost must not cost the others their leases. */
    private void renewLeases() {
        Jobs.forEach(consumers().toList(), GroupConsumer::renewLease);
    }

    private Stream<GroupConsumer> consumers() {
        return workers.stream().map(Worker::consumer).filter(Objects::nonNull);
    }

    /** True from the moment at which the service was told to stop. */
    public boolean stopping() {
        return stop.requested();
    }

    /** True once every loop was started. */
    public boolean started() {
        return running.size() == workers.size();
    }

    List<Worker> workers() {
        return workers;
    }

    /**
     * No new reads; what is at hand commits and is acknowledged; what cannot in time is handed back to others. Before
     * all other observers, which close what the loops need.
     */
    void stop(@Observes @Priority(1) ShutdownEvent shutdown) throws InterruptedException {
        stop.request();
        threads.shutdown();
        boolean drained = threads.awaitTermination(drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!drained) {
            LOG.warnf("Work was still running after streams.drain-timeout (%s) and is handed back", drainTimeout);
        }
        consumers().forEach(this::leave);
    }

    private void leave(GroupConsumer consumer) {
        try {
            consumer.abandon();
            consumer.leave();
        } catch (RuntimeException redisAway) {
            LOG.debugf("%s could not leave: %s", consumer.name(), RedisErrors.brief(redisAway));
        }
    }

    private static Thread thread(Runnable loop) {
        Thread thread = new Thread(loop, "streams");
        thread.setDaemon(true);
        return thread;
    }
}
