package io.redisstreams.stream;

import io.quarkus.redis.datasource.stream.PendingMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads new entries of a group and has them processed: what a consumer does most of its time. */
final class GroupReader implements Loop.Turn {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final GroupConsumer consumer;
    private final GroupStream stream;
    private final PendingEntries pending;
    private final ReadAhead ahead;
    private final BooleanSupplier paused;
    private final Stop stop;
    private boolean joined;

    GroupReader(GroupConsumer consumer, GroupStream stream, PendingEntries pending, BooleanSupplier paused, Stop stop) {
        this.consumer = consumer;
        this.stream = stream;
        this.pending = pending;
        this.ahead = new ReadAhead(consumer, stream);
        this.paused = paused;
        this.stop = stop;
    }

    @Override
    public void take() {
        if (paused.getAsBoolean() && !ahead.begun()) {
            stop.await(PAUSE);
            return;
        }
        if (!joined) {
            join();
        }
        List<Entry> entries = ahead.begun() ? ahead.take() : read();
        if (!entries.isEmpty()) {
            handle(entries);
        }
    }

    private void join() {
        ahead.forget();
        stream.ensure(consumer.group());
        stream.join(consumer.group(), consumer.name());
        workOffOwn();
        joined = true;
    }

    private List<Entry> read() {
        consumer.awaitAcknowledgement();
        GroupSettings group = consumer.group();
        return stream.read(group, consumer.name(), group.block());
    }

    private void handle(List<Entry> entries) {
        if (!paused.getAsBoolean()) {
            ahead.begin(entries);
        }
        long start = System.nanoTime();
        try {
            consumer.handle(entries);
        } finally {
            if (stop.requested()) {
                // It is handed back with what is in hand.
                ahead.settle();
            }
        }
        ahead.took(Duration.ofNanos(System.nanoTime() - start));
    }

    /** A reply may have been lost after Redis had written the entries down for this consumer, or the group may be gone. */
    @Override
    public void failed() {
        joined = false;
    }

    private void workOffOwn() {
        String after = null;
        List<PendingMessage> page;
        do {
            page = pending.of(
                    consumer.group(), consumer.name(), after, consumer.group().batchSize());
            List<Entry> entries = pending.claim(consumer.group(), consumer.name(), page).stream()
                    .map(PendingEntries.Pending::entry)
                    .toList();
            if (!entries.isEmpty()) {
                consumer.process(entries);
            }
            after = page.isEmpty() ? null : page.get(page.size() - 1).getMessageId();
        } while (!page.isEmpty() && !stop.requested());
    }
}
