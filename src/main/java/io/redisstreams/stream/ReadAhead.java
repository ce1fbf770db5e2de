package io.redisstreams.stream;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * The batch that a consumer asks for while it handles another, so that a backlog is worked off without waiting for Redis.
 * Only while batches are full and brief: what was read ahead waits, and another consumer might have begun it at once.
 */
final class ReadAhead {
    private static final Duration BRIEF = Duration.ofMillis(100);

    private final GroupConsumer consumer;
    private final GroupStream stream;
    private Uni<List<Entry>> batch;
    private boolean brief;

    ReadAhead(GroupConsumer consumer, GroupStream stream) {
        this.consumer = consumer;
        this.stream = stream;
    }

    boolean begun() {
        return batch != null;
    }

    /** Asks for the next batch, if it is worth while. Its lease is the consumer's from the moment at which it comes. */
    void begin(List<Entry> atHand) {
        if (brief && atHand.size() == consumer.group().batchSize()) {
            batch = stream.readAsync(consumer.group(), consumer.name());
            batch.subscribe().with(entries -> consumer.hold(ids(entries)), failure -> {});
        }
    }

    /** How long the batch at hand has taken. */
    void took(Duration time) {
        brief = time.compareTo(BRIEF) < 0;
    }

    /** The batch that was begun; fails as Redis does. */
    List<Entry> take() {
        Uni<List<Entry>> begun = batch;
        batch = null;
        return begun.await().indefinitely();
    }

    /** Waits for the batch, if one was begun: from then on the consumer has it in hand. */
    List<Entry> settle() {
        return begun() ? batch.onFailure().recoverWithItem(List.of()).await().indefinitely() : List.of();
    }

    /** Leaves the batch, if one was begun, among what is pending for the consumer. */
    void forget() {
        consumer.release(ids(settle()));
        batch = null;
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(Entry::messageId).toList();
    }
}
