package io.redisstreams.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Publishes what a plan says, from one thread that waits for nothing but its turn. With a rate, latency counts from the
 * time at which it was the event's turn: an answer that is late also makes those late that wait behind it.
 */
final class LoadRun {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Plan plan;
    private final Target target;
    private final Histogram micros = new ConcurrentHistogram(PATIENCE.toNanos() / 1000, 3);
    private final LongAdder done = new LongAdder();
    private final Map<String, Long> errors = new ConcurrentHashMap<>();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Semaphore free;
    private final long start = System.nanoTime();
    private volatile long end;

    LoadRun(Plan plan, Target target) {
        this.plan = plan;
        this.target = target;
        this.free = new Semaphore(plan.concurrency());
    }

    /** Returns when all is answered, or is not for long. */
    Published call() throws InterruptedException {
        for (long number = 0; number < plan.count(); number++) {
            long due = start + plan.due(number);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            free.acquire();
            publish(number, plan.rate() == 0 ? System.nanoTime() : due);
        }
        free.tryAcquire(plan.concurrency(), PATIENCE.toSeconds(), TimeUnit.SECONDS);
        end = System.nanoTime();
        return published();
    }

    private void publish(long number, long since) {
        Kind kind = plan.kind(number);
        try {
            target.publish(kind, number).whenComplete((id, failure) -> answered(since, kind, id, failure));
        } catch (RuntimeException failure) {
            answered(since, kind, null, failure);
        }
    }

    private void answered(long since, Kind kind, UUID id, Throwable failure) {
        if (failure == null) {
            micros.recordValue(Math.min(micros.getHighestTrackableValue(), (System.nanoTime() - since) / 1000));
            sent.add(new Sent(id, kind));
            done.increment();
        } else {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            errors.merge(message, 1L, Long::sum);
        }
        free.release();
    }

    /** What came of it, so far when it is not over. */
    Published published() {
        double seconds = ((end == 0 ? System.nanoTime() : end) - start) / 1e9;
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        return new Published(
                plan.count(),
                done.sum(),
                failed,
                new TreeMap<>(errors),
                seconds,
                done.sum() / seconds,
                Latency.of(micros.copy()));
    }

    /** The events that were published. */
    Queue<Sent> sent() {
        return sent;
    }
}
