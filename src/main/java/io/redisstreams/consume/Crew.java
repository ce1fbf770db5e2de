package io.redisstreams.consume;

import io.redisstreams.consume.GroupWorkers.Worker;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The loops that work for one group in this instance, with one set of settings, from their start to their end. */
final class Crew {
    private static final Logger LOG = Logger.getLogger(Crew.class);

    private final GroupSettings group;
    private final Stop stop = new Stop();
    private final List<Worker> workers;
    private final Map<Worker, Future<?>> running = new ConcurrentHashMap<>();
    private volatile long dismissed;

    Crew(GroupSettings group, GroupWorkers workers) {
        this.group = group;
        this.workers = workers.of(group, stop);
    }

    GroupSettings group() {
        return group;
    }

    List<Worker> workers() {
        return workers;
    }

    Stream<GroupConsumer> consumers() {
        return workers.stream().map(Worker::consumer).filter(Objects::nonNull);
    }

    /** Starts the loops, and restarts those that ended; does nothing after the dismissal. */
    void keepRunning(ExecutorService threads) {
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

    /** Stops new reads; entries in work are committed and acknowledged. */
    void dismiss() {
        if (!stop.requested()) {
            dismissed = System.nanoTime();
            stop.request();
        }
    }

    boolean isDismissed() {
        return stop.requested();
    }

    /** Whether every loop has ended within this time. */
    boolean hasEnded(Duration patience) {
        return running.values().stream().allMatch(Future::isDone) || System.nanoTime() - dismissed > patience.toNanos();
    }

    /** Hands back unfinished entries, and leaves the group. Fails when Redis is away; then it may be repeated. */
    void leave() {
        Jobs.forEach(consumers().toList(), consumer -> {
            consumer.abandon();
            consumer.leave();
        });
    }
}
