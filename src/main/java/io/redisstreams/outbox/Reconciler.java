package io.redisstreams.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.Fate;
import io.redisstreams.group.Fates;
import io.redisstreams.group.Fates.EntryFates;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.process.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Finds entries that Redis lost after it had stored them: events that a group has not logged after a grace time, and can
 * no longer get. Their rows become due again, and the sweep publishes them under the same event id. Rows that wait only
 * for groups that chose not to get them are removed.
 */
@ApplicationScoped
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    private final ReconcilerLock lock;
    private final LossStore store;
    private final Groups groups;
    private final Fates fates;
    private final OutboxConfig config;
    private final OutboxMetrics metrics;

    Reconciler(
            ReconcilerLock lock,
            LossStore store,
            Groups groups,
            Fates fates,
            OutboxConfig config,
            OutboxMetrics metrics) {
        this.lock = lock;
        this.store = store;
        this.groups = groups;
        this.fates = fates;
        this.config = config;
        this.metrics = metrics;
    }

    /** @param unseen events that some group has not logged; @param lost those that Redis had lost; @param lastId where the next page begins */
    private record RowPage(int unseen, int lost, long lastId) {
        private static final RowPage NONE = new RowPage(0, 0, 0);
    }

    @Scheduled(
            identity = "reconciler",
            every = "${streams.outbox.reconcile-every:30S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void reconcile() {
        int lost = runOnce();
        if (lost > 0) {
            LOG.warnf("Redis had lost %d events: they are published again", lost);
        }
    }

    /** Returns how many events Redis had lost. A failure for one stream does not delay the others. */
    int runOnce() {
        AtomicInteger lost = new AtomicInteger();
        Jobs.forEach(groups.streams(), stream -> lost.addAndGet(reconcile(stream)));
        return lost.get();
    }

    private int reconcile(String stream) {
        int lost = 0;
        RowPage page = RowPage.NONE;
        do {
            long after = page.lastId();
            page = lock.run(() -> page(stream, after)).orElse(RowPage.NONE);
            metrics.republished(stream, page.lost());
            lost += page.lost();
        } while (page.unseen() == PAGE);
        return lost;
    }

    /** Checks one page with one round trip to Redis, outside of transactions. */
    private RowPage page(String stream, long after) {
        List<GroupSettings> readers = groups.ofStream(stream);
        List<String> names = readers.stream().map(GroupSettings::name).toList();
        List<UnseenRow> unseen = QuarkusTransaction.requiringNew()
                .call(() -> store.unseen(stream, names, config.reconcileAfter(), after, PAGE));
        if (unseen.isEmpty()) {
            return RowPage.NONE;
        }
        List<EntryFates> found = fates.of(
                stream, readers, unseen.stream().map(UnseenRow::messageId).toList());
        int lost = QuarkusTransaction.requiringNew().call(() -> settle(readers, unseen, found));
        return new RowPage(unseen.size(), lost, unseen.get(unseen.size() - 1).id());
    }

    /** @param found in the same order; empty when nothing is known, because the key is no stream */
    private int settle(List<GroupSettings> readers, List<UnseenRow> unseen, List<EntryFates> found)
            throws SQLException {
        List<LostRow> lost = new ArrayList<>();
        List<UnseenRow> skipped = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            UnseenRow row = unseen.get(i);
            var byGroup = found.get(i).byGroup();
            List<String> wanting = readers.stream()
                    .filter(group -> group.wants(row.eventType()))
                    .map(GroupSettings::name)
                    .filter(row.missingIn()::contains)
                    .toList();
            wanting.stream()
                    .filter(group -> byGroup.get(group) == Fate.LOST)
                    .forEach(group -> lost.add(new LostRow(row, group)));
            if (wanting.stream().allMatch(group -> byGroup.get(group) == Fate.SKIPPED)) {
                skipped.add(row);
            }
        }
        if (!skipped.isEmpty()) {
            store.remove(skipped);
        }
        return lost.isEmpty() ? 0 : store.unpublish(lost);
    }
}
