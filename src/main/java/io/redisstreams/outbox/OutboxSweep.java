package io.redisstreams.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.stream.EventPublisher;
import io.redisstreams.stream.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes the rows that are due: scheduled ones, and what a relay left because Redis or its process was away. */
@ApplicationScoped
class OutboxSweep {
    private static final int PAGE = 500;

    /**
     * A stream that takes nothing, say because its key is no stream, must not hold up the others. Short, for when Redis is
     * away no stream takes anything.
     */
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    private final OutboxStore store;
    private final EventPublisher publisher;
    private final OutboxConfig config;
    private final Clock clock;
    private final Map<String, Instant> refusedUntil = new ConcurrentHashMap<>();

    OutboxSweep(OutboxStore store, EventPublisher publisher, OutboxConfig config, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.config = config;
        this.clock = clock;
    }

    /** @param found rows that were due; @param published those that are in Redis now */
    record Swept(int found, int published) {
        Swept plus(Swept other) {
            return new Swept(found + other.found, published + other.published);
        }
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(config.sweepEvery(), "outbox-sweep", this::runOnce);
    }

    Swept runOnce() {
        Swept all = new Swept(0, 0);
        Swept page;
        do {
            page = QuarkusTransaction.requiringNew().call(this::page);
            all = all.plus(page);
        } while (page.found() == PAGE);
        return all;
    }

    private Swept page() throws SQLException {
        Instant now = clock.instant();
        refusedUntil.values().removeIf(until -> until.isBefore(now));
        List<OutboxRow> due = store.due(refusedUntil.keySet(), config.sweepAfter(), PAGE);
        if (due.isEmpty()) {
            return new Swept(0, 0);
        }
        List<String> messageIds = publisher
                .publishEach(due.stream().map(OutboxRow::publication).toList())
                .await()
                .indefinitely();
        List<OutboxRow> published = new ArrayList<>(due.size());
        for (int i = 0; i < due.size(); i++) {
            if (messageIds.get(i) != null) {
                published.add(due.get(i).published(messageIds.get(i)));
            } else {
                refusedUntil.put(due.get(i).publication().stream(), now.plus(REFUSAL));
            }
        }
        store.markPublished(published);
        return new Swept(due.size(), published.size());
    }
}
