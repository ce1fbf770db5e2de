package io.redisstreams.outbox;

import io.redisstreams.outbox.OutboxStore.Inserted;
import io.redisstreams.outbox.OutboxStore.Key;
import io.redisstreams.stream.EventPublisher;
import io.redisstreams.stream.Publication;
import io.redisstreams.stream.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Events that are kept with the change that they speak of, and published right after the commit. */
@ApplicationScoped
public class Outbox {
    private final OutboxStore store;
    private final OutboxRelay relay;
    private final EventPublisher publisher;
    private final TransactionSynchronizationRegistry transaction;
    private final Traces traces;
    private final Clock clock;

    Outbox(
            OutboxStore store,
            OutboxRelay relay,
            EventPublisher publisher,
            TransactionSynchronizationRegistry transaction,
            Traces traces,
            Clock clock) {
        this.store = store;
        this.relay = relay;
        this.publisher = publisher;
        this.transaction = transaction;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Writes the event in the caller's transaction. An event that the outbox has already, by id and stream, stays as it
     * is.
     *
     * @throws io.redisstreams.stream.StreamFullException when the stream is at its ceiling
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Appended append(Publication publication) {
        return appendAll(List.of(publication)).get(0);
    }

    /** Writes the events in the caller's transaction by one statement; the answer is in the order given. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Appended> appendAll(List<Publication> publications) {
        publications.stream().map(Publication::stream).distinct().forEach(publisher::requireRoom);
        return traces.keepAll(publications, this::write);
    }

    private List<Appended> write(List<Publication> publications) {
        try {
            Map<Key, Inserted> inserted = store.insert(publications);
            List<Key> known = publications.stream()
                    .map(Key::of)
                    .filter(key -> !inserted.containsKey(key))
                    .toList();
            Map<Key, String> messageIds = known.isEmpty() ? Map.of() : store.messageIds(known);
            List<Awaited> fresh = new ArrayList<>(publications.size());
            Map<Key, CompletableFuture<String>> answers = new HashMap<>();
            for (Publication publication : publications) {
                Key key = Key.of(publication);
                answers.computeIfAbsent(key, first -> {
                    CompletableFuture<String> messageId = new CompletableFuture<>();
                    if (!inserted.containsKey(key)) {
                        messageId.complete(messageIds.get(key));
                    } else if (isLater(publication)) {
                        messageId.complete(null);
                    } else {
                        fresh.add(Awaited.of(inserted.get(key), publication, messageId));
                    }
                    return messageId;
                });
            }
            if (!fresh.isEmpty()) {
                transaction.registerInterposedSynchronization(new AfterCommit(fresh));
            }
            return publications.stream()
                    .map(publication -> new Appended(publication.event().id(), answers.get(Key.of(publication))))
                    .toList();
        } catch (SQLException failure) {
            throw new IllegalStateException("The outbox cannot be written: " + failure.getMessage(), failure);
        }
    }

    private boolean isLater(Publication publication) {
        return publication.deliverAt() != null && publication.deliverAt().isAfter(clock.instant());
    }

    private final class AfterCommit implements Synchronization {
        private final List<Awaited> rows;

        AfterCommit(List<Awaited> rows) {
            this.rows = rows;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                relay.publish(rows);
            } else {
                rows.forEach(row -> row.messageId().complete(null));
            }
        }
    }
}
