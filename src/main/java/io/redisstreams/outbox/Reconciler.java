package io.redisstreams.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.stream.Awaited;
import io.redisstreams.stream.EventPublisher;
import io.redisstreams.stream.GroupSettings;
import io.redisstreams.stream.Groups;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Publishes again, under the same event id, what Redis lost after it had taken it: events that a group has not logged
 * after a grace time, and that it will not get any more.
 */
@ApplicationScoped
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    private final OutboxStore store;
    private final EventPublisher publisher;
    private final Groups groups;
    private final Awaited awaited;
    private final OutboxConfig config;
    private final OutboxMetrics metrics;

    Reconciler(
            OutboxStore store,
            EventPublisher publisher,
            Groups groups,
            Awaited awaited,
            OutboxConfig config,
            OutboxMetrics metrics) {
        this.store = store;
        this.publisher = publisher;
        this.groups = groups;
        this.awaited = awaited;
        this.config = config;
        this.metrics = metrics;
    }

    /** @param unseen events that some group has not logged; @param republished those that Redis had lost */
    record Reconciled(int unseen, int republished, long lastId) {}

    @Scheduled(
            identity = "reconciler",
            every = "${streams.outbox.reconcile-every:30S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void reconcile() {
        int republished = runOnce();
        if (republished > 0) {
            LOG.warnf("Redis had lost %d events: they are published again", republished);
        }
    }

    /** How many events were published again. */
    int runOnce() {
        int republished = 0;
        for (String stream : groups.streams()) {
            Reconciled page = new Reconciled(0, 0, 0);
            do {
                long after = page.lastId();
                page = QuarkusTransaction.requiringNew().call(() -> page(stream, after));
                metrics.republished(stream, page.republished());
                republished += page.republished();
            } while (page.unseen() == PAGE);
        }
        return republished;
    }

    private Reconciled page(String stream, long after) throws SQLException {
        List<GroupSettings> readers = groups.ofStream(stream);
        List<UnseenRow> unseen = store.unseen(
                stream, readers.stream().map(GroupSettings::name).toList(), config.reconcileAfter(), after, PAGE);
        List<OutboxRow> lost = unseen.stream()
                .filter(row -> readers.stream()
                        .filter(group -> row.missingIn().contains(group.name()))
                        .anyMatch(group -> !awaited.by(group, row.row().messageId())))
                .map(UnseenRow::row)
                .toList();
        List<OutboxRow> published = publish(lost);
        long lastId =
                unseen.isEmpty() ? after : unseen.get(unseen.size() - 1).row().id();
        return new Reconciled(unseen.size(), published.size(), lastId);
    }

    private List<OutboxRow> publish(List<OutboxRow> lost) throws SQLException {
        if (lost.isEmpty()) {
            return List.of();
        }
        List<String> messageIds = publisher
                .publishEach(lost.stream().map(OutboxRow::publication).toList())
                .await()
                .indefinitely();
        List<OutboxRow> published = new ArrayList<>(lost.size());
        for (int i = 0; i < lost.size(); i++) {
            String messageId = messageIds.get(i);
            if (Objects.nonNull(messageId)) {
                published.add(lost.get(i).published(messageId));
            }
        }
        store.markPublished(published);
        return published;
    }
}
