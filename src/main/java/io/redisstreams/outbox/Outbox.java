package io.redisstreams.outbox;

import io.redisstreams.event.Publication;
import io.redisstreams.outbox.OutboxStore.Inserted;
import io.redisstreams.outbox.OutboxStore.Key;
import io.redisstreams.outbox.PublicationIds.Kept;
import io.redisstreams.publish.EventPublisher;
import io.redisstreams.security.Caller;
import io.redisstreams.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Stores events together with the change that they describe, and publishes them right after the commit. */
@ApplicationScoped
public class Outbox {
    private final OutboxStore store;
    private final PublicationIds ids;
    private final ScheduledCeiling ceiling;
    private final OutboxRelay relay;
    private final EventPublisher publisher;
    private final TransactionSynchronizationRegistry transaction;
    private final Traces traces;
    private final Clock clock;
    private final Caller caller;

    Outbox(
            OutboxStore store,
            PublicationIds ids,
            ScheduledCeiling ceiling,
            OutboxRelay relay,
            EventPublisher publisher,
            TransactionSynchronizationRegistry transaction,
            Traces traces,
            Clock clock,
            Caller caller) {
        this.caller = caller;
        this.store = store;
        this.ids = ids;
        this.ceiling = ceiling;
        this.relay = relay;
        this.publisher = publisher;
        this.transaction = transaction;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Writes the event in the caller's transaction. An event that the outbox already has, by id and stream, stays as it
     * is; a scheduled one that its publisher now wants at once is published.
     *
     * @throws io.redisstreams.fault.IdTakenException when the publisher chose an id that another event has
     * @throws io.redisstreams.fault.StreamFullException when the stream is at its ceiling
     * @throws io.redisstreams.fault.LimitReachedException when too many events are scheduled
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Appended append(Publication publication) {
        return appendAll(List.of(publication)).get(0);
    }

    /** Writes the events in the caller's transaction by one statement; the result is in the given order. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Appended> appendAll(List<Publication> wanted) {
        String name = caller.knownName();
        List<Publication> publications = wanted.stream()
                .map(publication -> publication.event().publisher() == null ? publication.by(name) : publication)
                .toList();
        publications.stream().map(Publication::stream).distinct().forEach(publisher::requireRoom);
        return traces.keepAll(publications, this::write);
    }

    private List<Appended> write(List<Publication> publications) {
        try {
            Map<Key, Kept> kept = ids.claim(publications.stream()
                    .filter(publication -> publication.content() != null)
                    .map(Claim::of)
                    .toList());
            List<Publication> unkept = publications.stream()
                    .filter(publication -> !kept.containsKey(Key.of(publication)))
                    .toList();
            ceiling.require(unkept.stream().filter(this::isLater).toList());
            Map<Key, Inserted> rows = store.insert(unkept);
            store.deliverNow(kept.values().stream()
                    .map(Kept::scheduledRow)
                    .filter(Objects::nonNull)
                    .toList());
            Map<Key, String> messageIds = messageIds(publications, rows, kept);
            List<PendingPublication> fresh = new ArrayList<>(publications.size());
            Map<Key, Appended> answers = new HashMap<>();
            for (Publication publication : publications) {
                answers.computeIfAbsent(Key.of(publication), key -> {
                    Kept before = kept.get(key);
                    Inserted row = before == null ? rows.get(key) : before.hurried();
                    return appended(publication, row, before, messageIds.get(key), fresh);
                });
            }
            if (!fresh.isEmpty()) {
                transaction.registerInterposedSynchronization(new AfterCommit(fresh));
            }
            return publications.stream().map(Key::of).map(answers::get).toList();
        } catch (SQLException failure) {
            throw new IllegalStateException("The outbox cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** @param row of an event to publish; null when another writer has published it or will */
    private Appended appended(
            Publication publication, Inserted row, Kept before, String messageId, List<PendingPublication> fresh) {
        CompletableFuture<String> published = new CompletableFuture<>();
        if (row == null) {
            published.complete(messageId);
        } else if (row.scheduled()) {
            published.complete(null);
        } else {
            // Claimed here, so Redis need not remember the id too.
            var claimed = new Publication(publication.stream(), publication.event(), publication.deliverAt());
            fresh.add(PendingPublication.of(row, claimed, published));
        }
        Instant timestamp = before == null || row != null ? publication.event().timestamp() : before.timestamp();
        return new Appended(publication.event().id(), published, timestamp);
    }

    /** The result for events that are already in Redis, as far as this is known. */
    private Map<Key, String> messageIds(List<Publication> publications, Map<Key, Inserted> rows, Map<Key, Kept> kept)
            throws SQLException {
        List<Key> known = publications.stream()
                .map(Key::of)
                .filter(key -> !rows.containsKey(key) && !kept.containsKey(key))
                .toList();
        Map<Key, String> messageIds = known.isEmpty() ? new HashMap<>() : store.messageIds(known);
        kept.forEach((key, before) -> messageIds.put(key, before.messageId()));
        return messageIds;
    }

    private boolean isLater(Publication publication) {
        return publication.deliverAt() != null && publication.deliverAt().isAfter(clock.instant());
    }

    private final class AfterCommit implements Synchronization {
        private final List<PendingPublication> rows;

        AfterCommit(List<PendingPublication> rows) {
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
