package io.redisstreams.stream;

import io.quarkus.redis.datasource.stream.PendingMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Takes over entries whose consumer is dead, and those that a stopping one handed back. What was delivered more than once
 * is suspected of killing its consumer, so it runs alone, where it can take no other with it; and what was delivered
 * {@code max-attempts} times is a dead letter without being run again.
 */
final class Reclaimer implements Loop.Turn {
    private static final Logger LOG = Logger.getLogger(Reclaimer.class);
    private static final Duration TICK = Duration.ofMillis(400);
    private static final String FROM_THE_START = "0-0";

    private final GroupConsumer consumer;
    private final PendingEntries pending;
    private final GroupStream stream;
    private final BatchProcessor processor;
    private final SweepLock lock;
    private final EngineMetrics metrics;
    private final BooleanSupplier paused;
    private final Stop stop;
    private String cursor = FROM_THE_START;

    Reclaimer(
            GroupConsumer consumer,
            PendingEntries pending,
            GroupStream stream,
            BatchProcessor processor,
            SweepLock lock,
            EngineMetrics metrics,
            BooleanSupplier paused,
            Stop stop) {
        this.consumer = consumer;
        this.pending = pending;
        this.stream = stream;
        this.processor = processor;
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
            sweep();
        }
    }

    private void takeHandedBack() {
        List<PendingMessage> handedBack = pending.of(group(), Lease.HANDED_BACK, null, group().batchSize());
        if (!handedBack.isEmpty()) {
            List<Entry> entries = pending.claim(group(), consumer.name(), handedBack).stream()
                    .map(PendingEntries.Pending::entry)
                    .toList();
            consumer.process(entries);
        }
    }

    private void sweep() {
        do {
            PendingEntries.Scan scan = pending.take(group(), consumer.name(), cursor, group().batchSize());
            cursor = scan.cursor();
            lost(scan.deleted());
            takeOver(scan.taken());
        } while (!cursor.equals(FROM_THE_START) && !stop.requested() && lock.renew(group()));
    }

    private void takeOver(List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        metrics.reclaimed(group(), ids.size());
        consumer.hold(ids);
        try {
            List<PendingMessage> counted = pending.counts(group(), consumer.name(), ids);
            giveUp(deliveries(counted, group().maxAttempts(), Integer.MAX_VALUE));
            List<String> unsuspected = ids(deliveries(counted, 0, Math.min(2, group().maxAttempts())));
            LOG.infof("%s: taking over %d entries from other consumers", group().name(), ids.size());
            if (!unsuspected.isEmpty()) {
                consumer.process(pending.deliver(group(), consumer.name(), unsuspected));
            }
            for (String suspect : ids(deliveries(counted, 2, group().maxAttempts()))) {
                consumer.process(pending.deliver(group(), consumer.name(), List.of(suspect)));
            }
        } finally {
            consumer.release(ids);
        }
    }

    private void giveUp(List<PendingMessage> killers) {
        for (PendingEntries.Pending killer : pending.claim(group(), consumer.name(), killers)) {
            processor.giveUp(
                    group(),
                    consumer.name(),
                    killer.entry(),
                    "Delivered " + killer.deliveries() + " times, and each time its consumer died before it was done",
                    killer.deliveries());
            stream.acknowledge(group(), List.of(killer.entry().messageId()));
        }
    }

    private void lost(int deleted) {
        if (deleted > 0) {
            metrics.lost(group(), deleted);
            LOG.warnf(
                    "%s: %d pending entries were deleted from %s by somebody else; those of an outbox are published again",
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

    private static List<String> ids(List<PendingMessage> pending) {
        return pending.stream().map(PendingMessage::getMessageId).toList();
    }
}
