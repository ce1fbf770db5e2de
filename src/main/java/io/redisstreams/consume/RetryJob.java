package io.redisstreams.consume;

import io.redisstreams.consume.RetryPolicy.Decision;
import io.redisstreams.consume.RetryPolicy.GiveUp;
import io.redisstreams.consume.RetryPolicy.Interrupted;
import io.redisstreams.consume.RetryPolicy.Retry;
import io.redisstreams.consume.RetryStore.Due;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.process.Instance;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.process.MemoryBudget.Grant;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import io.redisstreams.trace.Processing;
import io.redisstreams.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Runs the handlers of events whose retry is due, from their rows, each in a transaction with its row. */
@ApplicationScoped
class RetryJob {
    private final RetryStore store;
    private final HandlerCalls reader;
    private final HandlerTransaction transaction;
    private final Interruptions interruptions;
    private final FailureLog failures;
    private final EngineMetrics metrics;
    private final Traces traces;
    private final Instance instance;
    private final MemoryBudget budget;

    RetryJob(
            RetryStore store,
            HandlerCalls reader,
            HandlerTransaction transaction,
            Interruptions interruptions,
            FailureLog failures,
            EngineMetrics metrics,
            Traces traces,
            Instance instance,
            MemoryBudget budget) {
        this.store = store;
        this.reader = reader;
        this.transaction = transaction;
        this.interruptions = interruptions;
        this.failures = failures;
        this.metrics = metrics;
        this.traces = traces;
        this.instance = instance;
        this.budget = budget;
    }

    /**
     * Returns how many rows were tried: all that are due now, unless {@code paused} or {@code stop} ends it between two
     * of them. Each row is leased only when its turn comes, so that other instances can take those that wait too long.
     */
    int runOnce(GroupSettings group, BooleanSupplier paused, Stop stop) {
        int tried = 0;
        while (!stop.requested() && !paused.getAsBoolean()) {
            if (!tryNext(group, stop)) {
                break;
            }
            Pulse.beat();
            tried++;
        }
        return tried;
    }

    /** Reserves the memory first, so that a leased row does not wait. */
    private boolean tryNext(GroupSettings group, Stop stop) {
        OptionalLong bytes = read(() -> store.nextBytes(group));
        Optional<Grant> memory = bytes.isEmpty() ? Optional.empty() : budget.await(bytes.getAsLong(), stop);
        if (memory.isEmpty()) {
            return false;
        }
        try {
            Optional<Due> due = read(() -> store.take(group, instance.name()));
            due.ifPresent(row -> attempt(group, row, stop));
            return due.isPresent();
        } finally {
            memory.get().close();
        }
    }

    private interface Read<T> {
        T run() throws SQLException;
    }

    private static <T> T read(Read<T> read) {
        try {
            return read.run();
        } catch (SQLException failure) {
            throw new IllegalStateException("Due retries cannot be read: " + failure.getMessage(), failure);
        }
    }

    private void attempt(GroupSettings group, Due due, Stop stop) {
        int ended = due.unsettled() - 1;
        if (group.isEndedBy(ended)) {
            String reason = "Began " + ended + " times, and each time its process ended before it was done";
            settle(group, due, due.attempts(), new GiveUp(), ErrorReport.of(reason), stop);
            return;
        }
        metrics.retried(group);
        try (Processing processing = traces.alone(group, due.entry(), due.attempt())) {
            try {
                metrics.handled(group, transaction.call(() -> run(group, due)));
            } catch (RuntimeException failure) {
                processing.failed(failure);
                failed(group, due, failure, stop);
            }
        }
    }

    private List<HandlerCall> run(GroupSettings group, Due due) throws SQLException {
        if (!store.lock(due)) {
            return List.of();
        }
        HandlerCall work = reader.read(group, due.entry());
        if (work.problem() != null) {
            throw work.problem();
        }
        if (work.isUnhandled(group)) {
            store.unhandled(group, due);
        } else {
            metrics.timeHandler(group, List.of(work), alone -> work.runAlone(group, due.attempt()));
            store.done(due);
        }
        return List.of(work);
    }

    /** Writes that the run failed, and the next step. Returns when it is written. */
    void failed(GroupSettings group, Due due, RuntimeException failure, Stop stop) {
        Decision decision = RetryPolicy.of(group)
                .decide(due.attempt(), due.interruptions(), failure, ThreadLocalRandom.current()::nextDouble);
        ErrorReport report = ErrorReport.of(failure);
        settle(group, due, due.attempt(), decision, report, stop);
        String event = due.entry().event().type() + ' ' + due.eventId();
        if (decision instanceof Interrupted interrupted) {
            interruptions.met(group, interrupted.fault(), event, failure);
        } else {
            failures.log(group, event, due.attempt(), decision, report, failure);
        }
    }

    /** Repeats until it is written: a run that is not settled looks like one that ended its process. */
    private void settle(GroupSettings group, Due due, int attempts, Decision decision, ErrorReport report, Stop stop) {
        for (int failures = 1; ; failures++) {
            try {
                write(group, due, attempts, decision, report);
                break;
            } catch (SQLException | RuntimeException failure) {
                ServerFault fault = ServerFault.of(failure)
                        .filter(passing -> !stop.requested())
                        .orElseThrow(() -> new IllegalStateException(
                                "A retry cannot be recorded: " + failure.getMessage(), failure));
                interruptions.met(group, fault, "The record of a retry", failure);
                Pulse.beat();
                stop.await(Loop.pause(failures, ThreadLocalRandom.current().nextDouble()));
            }
        }
        if (!(decision instanceof Interrupted)) {
            metrics.failed(group, due.entry().event().type(), decision);
        }
    }

    private void write(GroupSettings group, Due due, int attempts, Decision decision, ErrorReport report)
            throws SQLException {
        if (decision instanceof Retry retry) {
            store.again(group, due, retry.after(), report);
        } else if (decision instanceof Interrupted interrupted) {
            store.interrupted(group, due, interrupted.after(), report);
        } else {
            store.dead(group, due, attempts, report);
        }
    }
}
