package io.redisstreams.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.outbox.OutboxRow.Lane;
import io.redisstreams.process.Ticker;
import io.redisstreams.publish.EventPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishes the rows that are due: scheduled ones, those that wait for earlier rows of their key, and those that a relay
 * left because Redis or its process was away. Any number of sweeps may run at once.
 */
@ApplicationScoped
class OutboxSweep {
    private static final int PAGE = 500;

    /**
     * A stream that refuses all entries, for example because its key is no stream, must not delay the others. The pause
     * is short, because no stream accepts entries while Redis is away.
     */
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    private final OutboxStore store;
    private final DueRows due;
    private final EventPublisher publisher;
    private final OutboxConfig config;
    private final Map<String, Long> refusedAt = new ConcurrentHashMap<>();
    private volatile long failedAt = System.nanoTime() - REFUSAL.toNanos();

    OutboxSweep(OutboxStore store, DueRows due, EventPublisher publisher, OutboxConfig config) {
        this.store = store;
        this.due = due;
        this.publisher = publisher;
        this.config = config;
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(config.sweepEvery(), "outbox-sweep", this::runOnce);
    }

    /** Publishes all rows that are due. */
    void runOnce() {
        pages(() -> page(due.find(refused(), PAGE)));
    }

    /** Publishes only the rows of these lanes. */
    void publish(Collection<Lane> lanes) {
        pages(() -> page(due.find(refused(), lanes, PAGE)));
    }

    /**
     * Each row that is found is published, or its stream is skipped for a while, so the loop ends. A failure causes a
     * pause, because rows that were published and could not be marked are published again.
     */
    private void pages(Callable<Integer> page) {
        if (isRecent(failedAt)) {
            return;
        }
        try {
            int found;
            do {
                found = QuarkusTransaction.requiringNew().call(page);
            } while (found > 0);
        } catch (RuntimeException failure) {
            failedAt = System.nanoTime();
            throw failure;
        }
    }

    private int page(List<OutboxRow> due) throws SQLException {
        if (due.isEmpty()) {
            return 0;
        }
        Map<String, List<OutboxRow>> byStream =
                due.stream().collect(groupingBy(row -> row.publication().stream(), LinkedHashMap::new, toList()));
        // Suspended, so that the transaction stays in this thread while Redis's answers arrive in others. Its locks
        // stay.
        List<OutboxRow> published =
                QuarkusTransaction.suspendingExisting().call(() -> publishStreams(byStream.values()));
        store.markPublished(published);
        return due.size();
    }

    private List<OutboxRow> publishStreams(Collection<List<OutboxRow>> streams) {
        return Uni.join()
                .all(streams.stream().map(this::publishStream).toList())
                .andFailFast()
                .await()
                .indefinitely()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private Uni<List<OutboxRow>> publishStream(List<OutboxRow> rows) {
        return publisher
                .publishInOrder(rows.stream().map(OutboxRow::publication).toList())
                .map(messageIds -> published(rows, messageIds));
    }

    /** @param messageIds of the first of the rows */
    private List<OutboxRow> published(List<OutboxRow> rows, List<String> messageIds) {
        if (messageIds.size() < rows.size()) {
            refusedAt.put(rows.get(0).publication().stream(), System.nanoTime());
        }
        List<OutboxRow> published = new ArrayList<>(messageIds.size());
        for (int i = 0; i < messageIds.size(); i++) {
            published.add(rows.get(i).published(messageIds.get(i)));
        }
        return published;
    }

    private Set<String> refused() {
        refusedAt.values().removeIf(at -> !isRecent(at));
        return refusedAt.keySet();
    }

    private static boolean isRecent(long nanos) {
        return System.nanoTime() - nanos < REFUSAL.toNanos();
    }
}
