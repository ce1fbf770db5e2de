package io.redisstreams.consume;

import io.redisstreams.consume.Intake.Held;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.Batch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads new entries of a group and processes them: the main task of a consumer. */
final class GroupReader implements Loop.Turn {
    static final Duration PAUSE = Duration.ofMillis(250);

    private final GroupConsumer consumer;
    private final Intake intake;
    private final Membership membership;
    private final ReadAhead ahead;
    private final BooleanSupplier paused;
    private final Stop stop;

    GroupReader(GroupConsumer consumer, Intake intake, Membership membership, BooleanSupplier paused, Stop stop) {
        this.consumer = consumer;
        this.intake = intake;
        this.membership = membership;
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
        if (!membership.isJoined()) {
            ahead.forget();
            membership.join();
        }
        Optional<Held> batch = ahead.begun() ? ahead.take() : read();
        batch.ifPresent(paused.getAsBoolean() ? this::handBack : this::handle);
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
                    // It is handed back together with the other entries.
                    ahead.settle();
                }
            }
            ahead.took(Duration.ofNanos(System.nanoTime() - start));
        }
        intake.workOff(batch.deferred(), consumer::process);
    }

    @Override
    public void failed() {
        membership.lost();
    }
}
