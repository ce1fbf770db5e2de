package io.redisstreams.monitor;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.redis.ConsumerSample;
import io.redisstreams.redis.EntryId;
import io.redisstreams.redis.EntryScripts;
import io.redisstreams.redis.PendingEntry;
import io.redisstreams.redis.StreamReplies;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what XINFO GROUPS does not report about a group: since when its oldest entry waits, what is pending, and its
 * consumers. Each reply is bounded.
 */
record GroupSampler(ReactiveRedisDataSource redis, String stream, Response info, long now, boolean closely) {
    private static final int PENDING = 500;
    private static final int CONSUMERS = 100;

    /** XINFO CONSUMERS has no limit, so it is not sent for a group with very many consumers. */
    private static final long TOO_MANY_CONSUMERS = 2000;

    /** @param lastId of the stream, so that no query is needed when nothing waits */
    Uni<GroupSample> sample(String lastId) {
        return Uni.combine()
                .all()
                .unis(lagMillis(lastId), pending(), consumers())
                .with(this::together);
    }

    private Uni<Long> lagMillis(String lastId) {
        String delivered = info.get("last-delivered-id").toString();
        if (EntryId.compare(delivered, lastId) >= 0) {
            return Uni.createFrom().item(0L);
        }
        return redis.execute("EVAL", EntryScripts.NEXT_ID, "1", stream, delivered)
                .map(next -> next == null ? 0L : StreamReplies.age(next.toString(), now));
    }

    private Uni<List<PendingEntry>> pending() {
        if (info.get("pending").toLong() == 0) {
            return Uni.createFrom().item(List.of());
        }
        String count = Integer.toString(closely ? PENDING : 1);
        return redis.execute("XPENDING", stream, name(), "-", "+", count)
                .map(reply -> StreamReplies.pending(reply, now))
                .onFailure(RedisErrors::noGroup)
                .recoverWithItem(List.of());
    }

    private Uni<List<ConsumerSample>> consumers() {
        long count = info.get("consumers").toLong();
        if (count == 0 || count > TOO_MANY_CONSUMERS) {
            return Uni.createFrom().item(List.of());
        }
        return redis.execute("XINFO", "CONSUMERS", stream, name())
                .map(GroupSampler::consumers)
                .onFailure(RedisErrors::noGroup)
                .recoverWithItem(List.of());
    }

    private static List<ConsumerSample> consumers(Response reply) {
        List<ConsumerSample> consumers = new ArrayList<>();
        reply.forEach(consumer -> consumers.add(StreamReplies.consumer(consumer)));
        consumers.sort(Comparator.comparingLong(ConsumerSample::pending)
                .reversed()
                .thenComparing(ConsumerSample::idleMillis)
                .thenComparing(ConsumerSample::name));
        return List.copyOf(consumers.subList(0, Math.min(CONSUMERS, consumers.size())));
    }

    private GroupSample together(Long lagMillis, List<PendingEntry> pending, List<ConsumerSample> consumers) {
        Map<Integer, Long> deliveries = new TreeMap<>();
        pending.forEach(entry -> deliveries.merge(entry.deliveries(), 1L, Long::sum));
        return new GroupSample(
                name(),
                stream,
                true,
                info.get("consumers").toLong(),
                info.get("pending").toLong(),
                StreamReplies.number(info.get("lag")),
                lagMillis,
                info.get("last-delivered-id").toString(),
                StreamReplies.number(info.get("entries-read")),
                pending.isEmpty() ? null : pending.get(0),
                pending.stream()
                        .map(PendingEntry::idleMillis)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                deliveries,
                consumers);
    }

    private String name() {
        return info.get("name").toString();
    }
}
