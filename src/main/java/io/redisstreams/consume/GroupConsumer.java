package io.redisstreams.consume;

import io.redisstreams.eventlog.EventLockedException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.Entry;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** One named member of a group, and the entries that it works on. Used by one loop; another loop renews its lease. */
final class GroupConsumer {
    private final GroupSettings group;
    private final String name;
    private final EntryHandling processor;
    private final GroupStream stream;
    private final Lease lease;
    private final Stop stop;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private volatile long renewed = System.nanoTime();
    private volatile Uni<?> acknowledgement = Uni.createFrom().voidItem();

    GroupConsumer(
            GroupSettings group, String name, EntryHandling processor, GroupStream stream, Lease lease, Stop stop) {
        this.group = group;
        this.name = name;
        this.processor = processor;
        this.stream = stream;
        this.lease = lease;
        this.stop = stop;
    }

    String name() {
        return name;
    }

    GroupSettings group() {
        return group;
    }

    boolean working() {
        return !inHand.isEmpty();
    }

    /** Adds entries whose lease is renewed from now on until they are released, also while they wait for their turn. */
    void hold(List<String> messageIds) {
        if (!working()) {
            renewed = System.nanoTime();
        }
        inHand.addAll(messageIds);
    }

    void release(List<String> messageIds) {
        messageIds.forEach(inHand::remove);
    }

    /** Hands back entries that it has not begun. */
    void handBack(List<String> messageIds) {
        lease.handBack(group, name, messageIds);
        release(messageIds);
    }

    /** Leaves all its entries pending for this consumer. */
    void letGo() {
        inHand.clear();
    }

    /**
     * Handles the entries and acknowledges them. While the event log cannot be written it keeps them and tries again,
     * because another consumer would fail too. At the stop, it hands back what it has not begun.
     */
    void process(List<Entry> entries) {
        handle(entries);
        awaitAcknowledgement();
    }

    /** Writes a dead letter for an entry whose handler must not run, and acknowledges it; later, if its row is locked. */
    void giveUp(Entry entry, String reason, int deliveries) {
        try {
            if (group.wants(entry.event().type())) {
                processor.giveUp(group, name, entry, reason, deliveries);
            }
        } catch (EventLockedException locked) {
            lease.handBack(group, name, List.of(entry.messageId()));
            return;
        }
        stream.acknowledge(group, List.of(entry.messageId()));
    }

    /** Like {@link #process}, but returns while the acknowledgement is on its way. */
    void handle(List<Entry> entries) {
        List<String> ids = entries.stream().map(Entry::messageId).toList();
        hold(ids);
        try {
            List<String> done = stop.requested() ? List.of() : processed(entries);
            Uni<?> last = acknowledgement;
            acknowledgement = stream.acknowledgeAsync(group, done);
            handBack(ids, done);
            last.await().indefinitely();
        } finally {
            release(ids);
        }
    }

    /** Fails when Redis refused the last acknowledgement: then the entries are still pending. */
    void awaitAcknowledgement() {
        Uni<?> last = acknowledgement;
        acknowledgement = Uni.createFrom().voidItem();
        last.await().indefinitely();
    }

    private List<String> processed(List<Entry> entries) {
        List<Entry> wanted = new ArrayList<>(entries.size());
        List<String> done = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (group.wants(entry.event().type())) {
                wanted.add(entry);
            } else {
                done.add(entry.messageId());
            }
        }
        done.addAll(handled(wanted));
        return done;
    }

    private List<String> handled(List<Entry> entries) {
        for (int failures = 1; ; failures++) {
            Pulse.beat();
            try {
                return processor.process(group, name, entries, stop::requested);
            } catch (RuntimeException databaseAway) {
                stop.await(Loop.pause(failures, ThreadLocalRandom.current().nextDouble()));
                if (stop.requested()) {
                    return List.of();
                }
            }
        }
    }

    private void handBack(List<String> ids, List<String> done) {
        if (done.size() < ids.size()) {
            Set<String> finished = Set.copyOf(done);
            lease.handBack(
                    group,
                    name,
                    ids.stream().filter(id -> !finished.contains(id)).toList());
        }
    }

    /** Renews the lease, so that others do not take over its entries; must be called often. */
    void renewLease() {
        long now = System.nanoTime();
        if (working() && now - renewed > group.visibilityTimeout().dividedBy(3).toNanos()) {
            lease.renew(group, name, List.copyOf(inHand));
            renewed = now;
        }
    }

    /** Hands back all its entries, for a process that cannot wait for them any longer. */
    void abandon() {
        lease.handBack(group, name, List.copyOf(inHand));
    }

    /** Leaves the group, unless it has pending entries, which Redis would drop. */
    void leave() {
        awaitAcknowledgement();
        lease.removeIfEmpty(group, name, 0);
    }
}
