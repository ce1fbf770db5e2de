package io.redisstreams.consume;

import io.redisstreams.consume.GroupWorkers.Worker;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.fault.FaultLog;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.handler.RemoteHandler;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.process.Stop;
import io.redisstreams.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Builds the loops of a group whose events are handled elsewhere: one reader, one reclaimer and one retrier deliver, and
 * one settler writes the outcomes, for any number of events under way.
 */
@ApplicationScoped
class DeliveringWorkers {
    private final Instance<RemoteHandler> handlers;
    private final HandlerCalls calls;
    private final EventLog log;
    private final FailedEvents failed;
    private final OutcomeStore outcomes;
    private final RetryStore retries;
    private final Lease lease;
    private final GroupStream stream;
    private final PendingEntries pending;
    private final EntryReads reads;
    private final MemoryBudget budget;
    private final EngineMetrics metrics;
    private final Traces traces;

    DeliveringWorkers(
            @Any Instance<RemoteHandler> handlers,
            HandlerCalls calls,
            EventLog log,
            FailedEvents failed,
            OutcomeStore outcomes,
            RetryStore retries,
            Lease lease,
            GroupStream stream,
            PendingEntries pending,
            EntryReads reads,
            MemoryBudget budget,
            EngineMetrics metrics,
            Traces traces) {
        this.handlers = handlers;
        this.calls = calls;
        this.log = log;
        this.failed = failed;
        this.outcomes = outcomes;
        this.retries = retries;
        this.lease = lease;
        this.stream = stream;
        this.pending = pending;
        this.reads = reads;
        this.budget = budget;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** The remote handler of the group's events; empty when Java handlers handle them. */
    Optional<RemoteHandler> handlerOf(GroupSettings group) {
        return handlers.stream().filter(handler -> handler.handles(group)).findFirst();
    }

    List<Worker> of(
            GroupSettings group,
            RemoteHandler handler,
            String instance,
            SweepLock sweepLock,
            BooleanSupplier paused,
            Stop stop) {
        FaultLog faults = new FaultLog(group.name());
        Deliveries deliveries = new Deliveries(group, handler, traces, budget.portion());
        EntryDelivery delivery = new EntryDelivery(deliveries, calls, log, failed, stream, stop);

        GroupConsumer reading = new GroupConsumer(group, instance + "-1", delivery, stream, lease, stop);
        Intake intake = new Intake(reading, reads, budget, paused, stop);
        Membership membership = new Membership(reading, intake, stream, pending, paused, stop);
        Loop reader = new Loop(
                group.name() + ' ' + reading.name(),
                new DeliveringReader(reading, intake, membership, deliveries, delivery, paused, stop),
                stop,
                faults);

        GroupConsumer reclaiming = new GroupConsumer(group, instance + "-reclaimer", delivery, stream, lease, stop);
        Intake reclaimed = new Intake(reclaiming, reads, budget, paused, stop);
        Loop reclaimer = new Loop(
                group.name() + ' ' + reclaiming.name(),
                new Reclaimer(reclaiming, reclaimed, pending, sweepLock, metrics, paused, stop),
                stop,
                faults);

        Loop retrier = new Loop(
                group.name() + " retrier",
                new DeliveringRetrier(group, instance, retries, deliveries, calls, budget, metrics, paused, stop),
                stop,
                faults);

        Stop ended = new Stop();
        Loop settler = new Loop(
                group.name() + " settler",
                new Settler(group, instance, deliveries, outcomes, stream, stop, ended),
                ended,
                faults);
        return List.of(
                new Worker(group, reader, reading),
                new Worker(group, reclaimer, reclaiming),
                new Worker(group, retrier, null),
                new Worker(group, settler, null));
    }
}
