package io.redisstreams.consume;

import io.quarkus.redis.datasource.stream.PendingMessage;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A reader's membership in its group, and whether the reader has processed its old pending entries. */
final class Membership {
    private final GroupConsumer consumer;
    private final Intake intake;
    private final GroupStream stream;
    private final PendingEntries pending;
    private final BooleanSupplier paused;
    private final Stop stop;
    private boolean joined;

    Membership(
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
        this.paused = paused;
        this.stop = stop;
    }

    boolean isJoined() {
        return joined;
    }

    void join() {
        consumer.letGo();
        stream.ensure(consumer.group());
        stream.join(consumer.group(), consumer.name());
        workOffOwn();
        joined = true;
    }

    /** Redis may have delivered entries to this consumer in a reply that was lost, or the group may be gone. */
    void lost() {
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
