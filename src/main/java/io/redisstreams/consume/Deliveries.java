package io.redisstreams.consume;

import io.redisstreams.consume.RetryStore.Due;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.Outcome;
import io.redisstreams.handler.RemoteHandler;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import io.redisstreams.trace.Processing;
import io.redisstreams.trace.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events of one group that this instance has delivered and not settled yet. At most {@code concurrency} of them are
 * under way; outcomes that wait to be written are bounded too. It needs no thread, because outcomes arrive
 * asynchronously.
 */
final class Deliveries {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Slots become free one by one; a moment later there are several, and one read fills them all. */
    private static final Duration GATHER = Duration.ofMillis(2);

    private final GroupSettings group;
    private final RemoteHandler handler;
    private final Traces traces;
    private final Semaphore underWay;
    private final Semaphore unsettled;
    private final int most;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final BlockingQueue<Delivered> outcomes = new LinkedBlockingQueue<>();

    /** @param mostBytes of events in work before no more are read */
    Deliveries(GroupSettings group, RemoteHandler handler, Traces traces, long mostBytes) {
        this.mostBytes = mostBytes;
        this.group = group;
        this.handler = handler;
        this.traces = traces;
        this.most = group.concurrency() + group.batchSize();
        this.underWay = new Semaphore(group.concurrency());
        this.unsettled = new Semaphore(most);
    }

    /**
     * One delivery with its outcome.
     *
     * @param due the row that it was delivered from; null for an entry that has no row yet
     * @param settled runs once the outcome is written
     */
    record Delivered(HandlerCall call, Due due, Outcome outcome, Runnable settled) {}

    /** Waits until some deliveries may begin; returns how many, or 0 at the stop. */
    int awaitFree(Stop stop) {
        while (!stop.requested()) {
            if (bytes.get() > mostBytes) {
                // A slow endpoint must not hold the memory of all groups.
                stop.await(GATHER);
            } else if (acquire(underWay)) {
                underWay.release();
                if (free() < Math.max(1, group.concurrency() / 4)) {
                    stop.await(GATHER);
                }
                return Math.max(1, free());
            }
            Pulse.beat();
        }
        return 0;
    }

    /** @param more bytes in work, or fewer */
    void hold(long more) {
        bytes.addAndGet(more);
    }

    private int free() {
        return Math.min(underWay.availablePermits(), unsettled.availablePermits());
    }

    /**
     * Delivers an event when a slot is free, and returns; false when the stop came first: then the delivery has not
     * begun.
     */
    boolean begin(HandlerCall call, Due due, Stop stop, Runnable settled) {
        if (!await(unsettled, stop)) {
            return false;
        }
        if (!await(underWay, stop)) {
            unsettled.release();
            return false;
        }
        int attempt = due == null ? 1 : due.attempt();
        Processing processing = traces.remote(group, call.entry(), attempt);
        deliver(call, attempt).whenComplete((outcome, never) -> {
            underWay.release();
            if (outcome.failure() != null) {
                processing.failed(outcome.failure());
            }
            processing.close();
            outcomes.add(new Delivered(call, due, outcome, settled));
        });
        return true;
    }

    private CompletionStage<Outcome> deliver(HandlerCall call, int attempt) {
        if (call.problem() != null) {
            return CompletableFuture.completedFuture(new Outcome(null, call.problem()));
        }
        var event = call.entry().event();
        try {
            return handler.deliver(
                    group,
                    new Delivery<>(
                            event,
                            event.payload(),
                            group.stream(),
                            call.entry().messageId(),
                            group.name(),
                            attempt,
                            false));
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(new Outcome(null, failure));
        }
    }

    private static boolean await(Semaphore permits, Stop stop) {
        while (!stop.requested()) {
            if (acquire(permits)) {
                return true;
            }
            Pulse.beat();
        }
        return false;
    }

    private static boolean acquire(Semaphore permits) {
        try {
            return permits.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the outcomes that have arrived, and waits a moment for the first. */
    List<Delivered> outcomes() {
        List<Delivered> some = new ArrayList<>();
        try {
            Delivered first = outcomes.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                some.add(first);
                outcomes.drainTo(some, group.batchSize() - 1);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return some;
    }

    /** A written outcome frees its slot. */
    void settled(List<Delivered> written) {
        written.forEach(one -> one.settled().run());
        unsettled.release(written.size());
    }

    /** Whether nothing is under way, and nothing waits to be written. */
    boolean isIdle() {
        return unsettled.availablePermits() == most;
    }
}
