package io.redisstreams.consume;

import io.redisstreams.eventlog.EventLog;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Delivers entries without a row. Their rows are written when the outcomes are known, so an entry stays pending until
 * then, and is delivered again when this process ends before that. An entry with a row is only acknowledged.
 */
final class EntryDelivery implements EntryHandling {
    private static final long LOOK_MILLIS = 200;

    private final Deliveries deliveries;
    private final HandlerCalls calls;
    private final EventLog log;
    private final FailedEvents failed;
    private final GroupStream stream;
    private final Stop stop;

    EntryDelivery(
            Deliveries deliveries,
            HandlerCalls calls,
            EventLog log,
            FailedEvents failed,
            GroupStream stream,
            Stop stop) {
        this.deliveries = deliveries;
        this.calls = calls;
        this.log = log;
        this.failed = failed;
        this.stream = stream;
        this.stop = stop;
    }

    /** Delivers entries that the consumer has, and returns while they are under way. */
    void begin(GroupConsumer consumer, List<Entry> entries, Runnable allSettled) {
        GroupSettings group = consumer.group();
        List<Entry> fresh = fresh(group, entries);
        List<String> others = idsWithout(entries, fresh);
        stream.acknowledge(group, others);
        consumer.release(others);
        AtomicInteger open = new AtomicInteger(fresh.size() + 1);
        for (int i = 0; i < fresh.size(); i++) {
            List<String> id = List.of(fresh.get(i).messageId());
            boolean begun = deliveries.begin(calls.read(group, fresh.get(i)), null, stop, () -> {
                consumer.release(id);
                settled(open, 1, allSettled);
            });
            if (!begun) {
                List<Entry> rest = fresh.subList(i, fresh.size());
                settled(open, rest.size(), allSettled);
                consumer.handBack(rest.stream().map(Entry::messageId).toList());
                break;
            }
        }
        settled(open, 1, allSettled);
    }

    private static void settled(AtomicInteger open, int count, Runnable allSettled) {
        if (open.addAndGet(-count) == 0) {
            allSettled.run();
        }
    }

    /** Waits for deliveries that have begun, also at the stop: otherwise another consumer would deliver them again. */
    @Override
    public List<String> process(GroupSettings group, String consumer, List<Entry> entries, BooleanSupplier stopping) {
        List<Entry> fresh = fresh(group, entries);
        Set<String> done = ConcurrentHashMap.newKeySet();
        done.addAll(idsWithout(entries, fresh));
        CountDownLatch open = new CountDownLatch(fresh.size());
        for (Entry entry : fresh) {
            boolean begun = deliveries.begin(calls.read(group, entry), null, stop, () -> {
                done.add(entry.messageId());
                open.countDown();
            });
            if (!begun) {
                open.countDown();
            }
        }
        await(open);
        return List.copyOf(done);
    }

    private static void await(CountDownLatch open) {
        try {
            while (!open.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Pulse.beat();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void giveUp(GroupSettings group, String consumer, Entry entry, String reason, int times) {
        failed.giveUp(group, consumer, calls.read(group, entry), reason, times);
    }

    /** Wanted events without a row, without duplicates. */
    private List<Entry> fresh(GroupSettings group, List<Entry> entries) {
        Set<UUID> seen = new HashSet<>(log.known(
                group, entries.stream().map(entry -> entry.event().id()).toList()));
        List<Entry> fresh = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (group.wants(entry.event().type()) && seen.add(entry.event().id())) {
                fresh.add(entry);
            }
        }
        return fresh;
    }

    private static List<String> idsWithout(List<Entry> entries, List<Entry> fresh) {
        List<String> ids =
                new ArrayList<>(entries.stream().map(Entry::messageId).toList());
        ids.removeAll(fresh.stream().map(Entry::messageId).toList());
        return ids;
    }
}
