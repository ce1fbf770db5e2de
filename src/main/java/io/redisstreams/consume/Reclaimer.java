package io.redisstreams.consume;

import io.quarkus.redis.datasource.stream.PendingMessage;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Takes over entries whose consumer is dead, and those that a stopping one handed back. An entry that was delivered more
 * than once is suspected of killing its consumer, so it runs alone, where it can affect no other; an entry that was
 * delivered {@code max-deliveries} times becomes a dead letter without another run.
 */
final class Reclaimer implements Loop.Turn {
    private static final Logger LOG = Logger.getLogger(Reclaimer.class);
    private static final Duration TICK = Duration.ofMillis(400);
    private static final int AGED_AT_ONCE = 500;
    private static final String FROM_THE_START = "0-0";

    private final GroupConsumer consumer;
    private final Intake intake;
    private final PendingEntries pending;
    private final SweepLock lock;
    private final EngineMetrics metrics;
    private final BooleanSupplier paused;
    private final Stop stop;
    private String cursor = FROM_THE_START;
    private String aged;

    Reclaimer(
            GroupConsumer consumer,
            Intake intake,
            PendingEntries pending,
            SweepLock lock,
            EngineMetrics metrics,
            BooleanSupplier paused,
            Stop stop) {
        this.consumer = consumer;
        this.intake = intake;
        this.pending = pending;
        this.lock = lock;
        this.metrics = metrics;
        this.paused = paused;
        this.stop = stop;
    }

    @Override
    public void take() {
        stop.await(TICK);
        if (stop.requested() || paused.getAsBoolean()) {
            return;
        }
        takeHandedBack();
        if (lock.tryAcquire(consumer.group(), TICK)) {
            aged = pending.letAge(group(), aged, AGED_AT_ONCE);
            sweep();
        }
    }

    /** Tries each entry once: one that cannot be handled now is handed back, and is tried again at the next tick. */
    private void takeHandedBack() {
        String after = null;
        List<PendingMessage> page;
        do {
            page = pending.of(group(), Lease.HANDED_BACK, after, group().batchSize());
            if (!page.isEmpty()) {
                intake.workOffPending(pending.claim(group(), consumer.name(), page), consumer::process);
                after = page.get(page.size() - 1).getMessageId();
                Pulse.beat();
            }
        } while (page.size() == group().batchSize() && !stop.requested() && !paused.getAsBoolean());
    }

    private void sweep() {
        do {
            PendingEntries.Scan scan = pending.take(group(), consumer.name(), cursor, group().batchSize());
            cursor = scan.cursor();
            lost(scan.deleted());
            takeOver(scan.taken());
            Pulse.beat();
        } while (!cursor.equals(FROM_THE_START) && !stop.requested() && !paused.getAsBoolean() && lock.renew(group()));
    }

    private void takeOver(List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        metrics.reclaimed(group(), ids.size());
        consumer.hold(ids);
        try {
            List<PendingMessage> counted = pending.counts(group(), consumer.name(), ids);
            giveUp(deliveries(counted, most(), Integer.MAX_VALUE));
            List<PendingMessage> unsuspected = deliveries(counted, 0, suspect());
            LOG.infof("%s: taking over %d entries from other consumers", group().name(), ids.size());
            if (!unsuspected.isEmpty()) {
                runAgain(unsuspected);
            }
            for (PendingMessage suspect : deliveries(counted, suspect(), most())) {
                runAgain(List.of(suspect));
            }
        } finally {
            consumer.release(ids);
        }
    }

    /** An event that is handled elsewhere cannot kill the consumer here. */
    private int most() {
        return group().push() == null ? group().maxDeliveries() : Integer.MAX_VALUE;
    }

    private int suspect() {
        return group().push() == null ? Math.min(2, most()) : most();
    }

    private void runAgain(List<PendingMessage> entries) {
        intake.workOffPending(pending.deliver(group(), consumer.name(), entries), consumer::process);
    }

    private void giveUp(List<PendingMessage> killers) {
        for (PendingMessage killer : killers) {
            int deliveries = PendingEntries.deliveries(killer);
            String reason = "Delivered " + deliveries + " times, and each time its consumer died before it was done";
            intake.workOffPending(
                    pending.claim(group(), consumer.name(), List.of(killer)),
                    entries -> entries.forEach(entry -> consumer.giveUp(entry, reason, deliveries)));
        }
    }

    private void lost(int deleted) {
        if (deleted > 0) {
            metrics.lost(group(), deleted);
            LOG.warnf(
                    "%s: %d pending entries were deleted from %s by another client; those of an outbox are published again",
                    group().name(), deleted, group().stream());
        }
    }

    private GroupSettings group() {
        return consumer.group();
    }

    private static List<PendingMessage> deliveries(List<PendingMessage> pending, int from, int below) {
        return pending.stream()
                .filter(message ->
                        PendingEntries.deliveries(message) >= from && PendingEntries.deliveries(message) < below)
                .toList();
    }
}
