package io.redisstreams.consume;

import io.redisstreams.consume.EntryReads.Arrival;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.process.MemoryBudget.Grant;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.Batch;
import io.redisstreams.redis.Batch.Deferred;
import io.redisstreams.redis.Entry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Fetches entries for one consumer, never more bytes at once than the budget grants. Entries that wait for memory belong
 * to the consumer, so their lease is renewed. Used by one thread at a time.
 */
final class Intake {
    private static final int SHOWN_OF_TOO_LARGE = 64 * 1024;

    private final GroupConsumer consumer;
    private final EntryReads reads;
    private final MemoryBudget budget;
    private final BooleanSupplier paused;
    private final Stop stop;
    private volatile long averageBytes;

    Intake(GroupConsumer consumer, EntryReads reads, MemoryBudget budget, BooleanSupplier paused, Stop stop) {
        this.consumer = consumer;
        this.reads = reads;
        this.budget = budget;
        this.paused = paused;
        this.stop = stop;
    }

    /** A batch in memory, until it is closed. */
    record Held(Batch batch, Grant grant) implements AutoCloseable {
        @Override
        public void close() {
            grant.close();
        }
    }

    /** A requested batch, and its reserved memory. */
    record Request(Uni<Batch> batch, Grant grant) {
        /** Waits for the batch; fails with Redis's failures. */
        Held await() {
            try {
                Batch come = batch.await().indefinitely();
                grant.shrinkTo(come.bytes());
                return new Held(come, grant);
            } catch (RuntimeException failure) {
                grant.close();
                throw failure;
            }
        }
    }

    /** Returns new entries, and waits for one at most {@code block}; empty when none arrived, or at the stop. */
    Optional<Held> read() {
        return read(consumer.group().batchSize());
    }

    /** Does the same for at most {@code most} entries. */
    Optional<Held> read(int most) {
        Optional<Held> ready = budget.await(budget.portion(), stop)
                .map(grant -> request(most, grant).await());
        if (ready.isEmpty() || !ready.get().batch().isEmpty()) {
            return ready;
        }
        ready.get().close();
        return arrival();
    }

    /** Returns as many new entries as exist and fit, if memory is free. */
    Optional<Request> readAhead() {
        return budget.spare(budget.portion())
                .map(grant -> request(consumer.group().batchSize(), grant));
    }

    private Request request(int most, Grant grant) {
        Uni<Batch> batch = reads.newEntries(consumer.group(), consumer.name(), most, averageBytes, budget.portion());
        batch.subscribe().with(this::came, failure -> {});
        return new Request(batch, grant);
    }

    private void came(Batch batch) {
        consumer.hold(batch.ids());
        if (!batch.isEmpty()) {
            averageBytes = batch.averageBytes();
        }
    }

    private Optional<Held> arrival() {
        Arrival arrival = reads.await(consumer.group(), consumer.name());
        if (arrival == null) {
            return Optional.empty();
        }
        consumer.hold(List.of(arrival.messageId()));
        if (arrival.bytes() > budget.largest()) {
            return budget.await(1, stop).map(grant -> new Held(arrival.defer(), grant));
        }
        return budget.await(arrival.bytes(), stop).map(grant -> new Held(arrival.decode(), grant));
    }

    /** Fetches and handles what a read has deferred, part by part; returns early at the stop. */
    void workOff(List<Deferred> deferred, Consumer<List<Entry>> handler) {
        if (!deferred.isEmpty()) {
            workOff(deferred.stream().map(Deferred::messageId).toList(), deferred.get(0), handler);
        }
    }

    /** Does the same for entries that are pending for this consumer, whose size is unknown. */
    void workOffPending(List<String> ids, Consumer<List<Entry>> handler) {
        if (!ids.isEmpty()) {
            workOff(ids, new Deferred(ids.get(0), 0), handler);
        }
    }

    private void workOff(List<String> ids, Deferred first, Consumer<List<Entry>> handler) {
        consumer.hold(ids);
        try {
            Deferred next = first;
            while (next != null && !stop.requested()) {
                if (paused.getAsBoolean()) {
                    consumer.handBack(ids.subList(ids.indexOf(next.messageId()), ids.size()));
                    return;
                }
                int at = ids.indexOf(next.messageId());
                if (next.bytes() <= budget.largest()) {
                    next = part(ids.subList(at, ids.size()), Math.max(next.bytes(), budget.portion()), handler);
                } else {
                    giveUp(next);
                    next = at + 1 < ids.size() ? new Deferred(ids.get(at + 1), 0) : null;
                }
            }
        } finally {
            // At the stop it is handed back together with the other entries.
            if (!stop.requested()) {
                consumer.release(ids);
            }
        }
    }

    /** The first entry that did not fit, or null. */
    private Deferred part(List<String> ids, long bytes, Consumer<List<Entry>> handler) {
        Optional<Grant> granted = budget.await(bytes, stop);
        if (granted.isEmpty()) {
            return null;
        }
        try (Grant grant = granted.get()) {
            Batch batch = reads.fetch(consumer.group().stream(), ids, bytes);
            grant.shrinkTo(batch.bytes());
            if (!batch.entries().isEmpty()) {
                handler.accept(batch.entries());
            }
            return batch.deferred().isEmpty() ? null : batch.deferred().get(0);
        }
    }

    private void giveUp(Deferred entry) {
        Entry beginning = reads.beginning(consumer.group().stream(), entry.messageId(), SHOWN_OF_TOO_LARGE);
        if (beginning != null) {
            consumer.giveUp(
                    beginning,
                    "The entry has " + entry.bytes() + " bytes, and this service can handle " + budget.largest()
                            + ": give it more heap (-Xmx), or a larger share of it (streams.memory.share)",
                    1);
        }
    }
}
