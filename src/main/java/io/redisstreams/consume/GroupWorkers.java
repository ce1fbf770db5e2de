package io.redisstreams.consume;

import io.redisstreams.fault.FaultLog;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.process.Instance;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.process.Stop;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Builds the loops that work for a group in this instance: its readers, its reclaimer, its retrier. */
@ApplicationScoped
public class GroupWorkers {
    private final Instance instance;
    private final BatchProcessor processor;
    private final GroupStream stream;
    private final EntryReads reads;
    private final MemoryBudget budget;
    private final PendingEntries pending;
    private final Lease lease;
    private final SweepLock sweepLock;
    private final RetryJob retryJob;
    private final PausedGroups pausedGroups;
    private final EngineMetrics metrics;
    private final DeliveringWorkers delivering;

    GroupWorkers(
            Instance instance,
            BatchProcessor processor,
            GroupStream stream,
            EntryReads reads,
            MemoryBudget budget,
            PendingEntries pending,
            Lease lease,
            SweepLock sweepLock,
            RetryJob retryJob,
            PausedGroups pausedGroups,
            EngineMetrics metrics,
            DeliveringWorkers delivering) {
        this.instance = instance;
        this.processor = processor;
        this.stream = stream;
        this.reads = reads;
        this.budget = budget;
        this.pending = pending;
        this.lease = lease;
        this.sweepLock = sweepLock;
        this.retryJob = retryJob;
        this.pausedGroups = pausedGroups;
        this.metrics = metrics;
        this.delivering = delivering;
    }

    /** A loop, and its consumer; a retrier has none. */
    record Worker(GroupSettings group, Loop loop, GroupConsumer consumer) {}

    List<Worker> of(GroupSettings group, Stop stop) {
        BooleanSupplier paused = () -> pausedGroups.contains(group.name());
        return delivering
                .handlerOf(group)
                .map(handler -> delivering.of(group, handler, instance.name(), sweepLock, paused, stop))
                .orElseGet(() -> handling(group, paused, stop));
    }

    private List<Worker> handling(GroupSettings group, BooleanSupplier paused, Stop stop) {
        FaultLog faults = new FaultLog(group.name());
        List<Worker> workers = new ArrayList<>();
        for (int i = 1; i <= group.concurrency(); i++) {
            GroupConsumer consumer = consumer(group, String.valueOf(i), stop);
            Intake intake = intake(consumer, paused, stop);
            Membership membership = new Membership(consumer, intake, stream, pending, paused, stop);
            workers.add(worker(consumer, new GroupReader(consumer, intake, membership, paused, stop), stop, faults));
        }
        GroupConsumer reclaiming = consumer(group, "reclaimer", stop);
        workers.add(worker(
                reclaiming,
                new Reclaimer(reclaiming, intake(reclaiming, paused, stop), pending, sweepLock, metrics, paused, stop),
                stop,
                faults));
        Loop retrier = new Loop(group.name() + " retrier", new Retrier(group, retryJob, paused, stop), stop, faults);
        workers.add(new Worker(group, retrier, null));
        return workers;
    }

    /** Fetches entries for a consumer that does not handle them like a worker. */
    Intake intake(GroupConsumer consumer, Stop stop) {
        return intake(consumer, () -> false, stop);
    }

    private Intake intake(GroupConsumer consumer, BooleanSupplier paused, Stop stop) {
        return new Intake(consumer, reads, budget, paused, stop);
    }

    GroupConsumer consumer(GroupSettings group, String suffix, Stop stop) {
        return new GroupConsumer(group, instance.name() + "-" + suffix, processor, stream, lease, stop);
    }

    private Worker worker(GroupConsumer consumer, Loop.Turn turn, Stop stop, FaultLog faults) {
        String name = consumer.group().name() + " " + consumer.name();
        return new Worker(consumer.group(), new Loop(name, turn, stop, faults), consumer);
    }
}
