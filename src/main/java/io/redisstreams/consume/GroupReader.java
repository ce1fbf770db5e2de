package io.redisstreams.consume;

import io.quarkus.redis.datasource.stream.PendingMessage;
import io.redisstreams.consume.Intake.Held;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads new entries of a group and has them processed: what a consumer does most of its time. */
final class GroupReader implements Loop.Turn {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final GroupConsumer consumer;
    private final Intake intake;
    private final GroupStream stream;
    private final PendingEntries pending;
    private final ReadAhead ahead;
    private final BooleanSupplier paused;
    private final Stop stop;
    private boolean joined;

    GroupReader(
            GroupConsumer consumer,
            Intake intake,
            GroupStream stream,
            PendingEntries pending,
            BooleanSupplier paused,
            Stop stop) {
        this.consumer = consumer;
        this.intake = intake;
        this.stream = stream;
        this.pending = pending;
        this.ahead = new ReadAhead(consumer, intake);
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
        Optional<Held> batch = ahead.begun() ? ahead.take() : read();
        batch.ifPresent(paused.getAsBoolean() ? this::handBack : this::handle);
    }

    private void join() {
        ahead.forget();
        consumer.letGo();
        stream.ensure(consumer.group());
        stream.join(consumer.group(), consumer.name());
        workOffOwn();
        joined = true;
    }

    private Optional<Held> read() {
        consumer.awaitAcknowledgement();
        return intake.read();
    }

    /** The group was paused while the read waited. */
    private void handBack(Held held) {
        try (held) {
            consumer.handBack(held.batch().ids());
        }
    }

    private void handle(Held held) {
        Batch batch = held.batch();
        try (held) {
            if (!paused.getAsBoolean()) {
                ahead.begin(batch);
            }
            long start = System.nanoTime();
            try {
                consumer.handle(batch.entries());
            } finally {
                if (stop.requested()) {
                    // It is handed back with what is in hand.
                    ahead.settle();
                }
            }
            ahead.took(Duration.ofNanos(System.nanoTime() - start));
        }
        intake.workOff(batch.deferred(), consumer::process);
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
            intake.workOffPending(pending.claim(consumer.group(), consumer.name(), page), consumer::process);
            Pulse.beat();
            after = page.isEmpty() ? null : page.get(page.size() - 1).getMessageId();
        } while (!page.isEmpty() && !stop.requested() && !paused.getAsBoolean());
    }
}
