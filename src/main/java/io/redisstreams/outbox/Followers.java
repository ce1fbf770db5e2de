package io.redisstreams.outbox;

import static java.util.stream.Collectors.toSet;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Rows that were written before an earlier row of their key was marked as published: the sweep publishes them. While a
 * caller waits for the Redis id of one, the sweep runs for their keys every few milliseconds, because the earlier row is
 * usually in Redis already. Another instance may publish the row instead.
 */
@ApplicationScoped
class Followers {
    private static final Logger LOG = Logger.getLogger(Followers.class);
    private static final int MOST_WAITING = 10_000;
    private static final long PAUSE_MILLIS = 10;

    private final OutboxSweep sweep;
    private final OutboxStore store;
    private final Map<Long, PendingPublication> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "outbox-followers");
        worker.setDaemon(true);
        return worker;
    });

    Followers(OutboxSweep sweep, OutboxStore store) {
        this.sweep = sweep;
        this.store = store;
    }

    /** Returns at once. Waits for each row until its message id is complete, at the latest until its timeout. */
    void add(List<PendingPublication> rows) {
        for (PendingPublication row : rows) {
            if (waiting.size() < MOST_WAITING) {
                long id = row.row().id();
                waiting.put(id, row);
                row.messageId().whenComplete((messageId, never) -> waiting.remove(id));
            } else {
                row.messageId().complete(null);
            }
        }
        workWhileAnyWaits(0);
    }

    private void workWhileAnyWaits(long delayMillis) {
        if (!waiting.isEmpty() && working.compareAndSet(false, true)) {
            thread.schedule(this::work, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void work() {
        try {
            sweep.publish(waiting.values().stream().map(row -> row.row().lane()).collect(toSet()));
            store.published(List.copyOf(waiting.keySet())).forEach(this::answer);
        } catch (SQLException | RuntimeException later) {
            LOG.debugf("The next sweep will publish %d rows of the outbox: %s", waiting.size(), later.getMessage());
        } finally {
            working.set(false);
            workWhileAnyWaits(PAUSE_MILLIS);
        }
    }

    private void answer(Long id, String messageId) {
        PendingPublication row = waiting.get(id);
        if (row != null) {
            row.messageId().complete(messageId);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
