package io.redisstreams.consume;

import io.redisstreams.consume.RetryStore.Due;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.process.MemoryBudget.Grant;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Delivers due retries of one group from their rows, when slots become free. */
final class DeliveringRetrier implements Loop.Turn {
    private static final Duration TICK = Duration.ofMillis(400);

    private final GroupSettings group;
    private final String instance;
    private final RetryStore store;
    private final Deliveries deliveries;
    private final HandlerCalls calls;
    private final MemoryBudget budget;
    private final EngineMetrics metrics;
    private final BooleanSupplier paused;
    private final Stop stop;

    DeliveringRetrier(
            GroupSettings group,
            String instance,
            RetryStore store,
            Deliveries deliveries,
            HandlerCalls calls,
            MemoryBudget budget,
            EngineMetrics metrics,
            BooleanSupplier paused,
            Stop stop) {
        this.group = group;
        this.instance = instance;
        this.store = store;
        this.deliveries = deliveries;
        this.calls = calls;
        this.budget = budget;
        this.metrics = metrics;
        this.paused = paused;
        this.stop = stop;
    }

    @Override
    public void take() {
        stop.await(TICK);
        try {
            while (!stop.requested() && !paused.getAsBoolean() && deliveries.awaitFree(stop) > 0 && deliverNext()) {
                Pulse.beat();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Due retries cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Reserves the memory first, so that a leased row waits only for its slot. */
    private boolean deliverNext() throws SQLException {
        OptionalLong bytes = store.nextBytes(group);
        Optional<Grant> memory = bytes.isEmpty() ? Optional.empty() : budget.await(bytes.getAsLong(), stop);
        if (memory.isEmpty()) {
            return false;
        }
        Grant grant = memory.get();
        boolean begun = false;
        try {
            Optional<Due> due = store.take(group, instance);
            if (due.isPresent()) {
                metrics.retried(group);
                begun = deliveries.begin(calls.read(group, due.get().entry()), due.get(), stop, grant::close);
            }
        } finally {
            if (!begun) {
                grant.close();
            }
        }
        return begun;
    }
}
