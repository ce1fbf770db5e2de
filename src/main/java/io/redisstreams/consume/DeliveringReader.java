package io.redisstreams.consume;

import io.redisstreams.consume.Intake.Held;
import io.redisstreams.process.Stop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Reads as many new entries of a group as may be delivered now, and delivers them: no event waits for another. */
final class DeliveringReader implements Loop.Turn {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final GroupConsumer consumer;
    private final Intake intake;
    private final Membership membership;
    private final Deliveries deliveries;
    private final EntryDelivery delivery;
    private final BooleanSupplier paused;
    private final Stop stop;
    private final AtomicInteger open = new AtomicInteger();

    DeliveringReader(
            GroupConsumer consumer,
            Intake intake,
            Membership membership,
            Deliveries deliveries,
            EntryDelivery delivery,
            BooleanSupplier paused,
            Stop stop) {
        this.consumer = consumer;
        this.intake = intake;
        this.membership = membership;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.paused = paused;
        this.stop = stop;
    }

    @Override
    public void take() {
        if (paused.getAsBoolean()) {
            stop.await(GroupReader.PAUSE);
            return;
        }
        if (!membership.isJoined()) {
            if (open.get() > 0) {
                // Deliveries under way are pending for this consumer, and must not be delivered again.
                stop.await(LOOK);
                return;
            }
            membership.join();
        }
        int free = deliveries.awaitFree(stop);
        if (free > 0) {
            intake.read(Math.min(free, consumer.group().batchSize())).ifPresent(this::handle);
        }
    }

    private void handle(Held held) {
        if (paused.getAsBoolean() || stop.requested()) {
            try (held) {
                consumer.handBack(held.batch().ids());
            }
            return;
        }
        open.incrementAndGet();
        long bytes = held.batch().bytes();
        deliveries.hold(bytes);
        AtomicBoolean over = new AtomicBoolean();
        Runnable settled = () -> {
            if (over.compareAndSet(false, true)) {
                held.close();
                deliveries.hold(-bytes);
                open.decrementAndGet();
            }
        };
        try {
            delivery.begin(consumer, held.batch().entries(), settled);
        } catch (RuntimeException failure) {
            settled.run();
            throw failure;
        }
        intake.workOff(held.batch().deferred(), consumer::process);
    }

    @Override
    public void failed() {
        membership.lost();
    }
}
