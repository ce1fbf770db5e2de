package io.redisstreams.stream;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.PendingMessage;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XPendingArgs;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Entries that were delivered and not acknowledged. Redis's delivery count is kept to mean one thing, the number of
 * consumers that had the entry in hand: only {@link #deliver} raises it, neither a reconnect nor a renewed lease does.
 */
@ApplicationScoped
class PendingEntries {
    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> streams;

    PendingEntries(@RedisClientName("consumers") RedisDataSource redis) {
        this.redis = redis;
        this.streams = redis.stream(String.class);
    }

    /** What a look at the pending list found; {@code cursor} is where the next look begins, {@code 0-0} from the start. */
    record Scan(String cursor, List<String> taken, int deleted) {}

    /**
     * Makes this consumer the owner of entries that have been idle for so long, at most {@code count}, and leaves their
     * delivery count. XAUTOCLAIM looks at ten times as many entries as it returns, so one call is bounded, and the
     * cursor must be carried to reach the end of a long list. Entries that were deleted from the stream it removes from
     * the list, and tells.
     */
    Scan take(GroupSettings group, String consumer, String cursor, int count) {
        Response reply = redis.execute(
                "XAUTOCLAIM",
                group.stream(),
                group.name(),
                consumer,
                Long.toString(group.visibilityTimeout().toMillis()),
                cursor,
                "COUNT",
                Integer.toString(count),
                "JUSTID");
        return new Scan(
                reply.get(0).toString(), strings(reply.get(1)), reply.get(2).size());
    }

    /** What is pending for a consumer, in order of ids after {@code afterId}; {@code null}: from the first. */
    List<PendingMessage> of(GroupSettings group, String consumer, String afterId, int count) {
        StreamRange range = StreamRange.of(afterId == null ? "-" : "(" + afterId, "+");
        return streams.xpending(group.stream(), group.name(), range, count, new XPendingArgs().consumer(consumer));
    }

    /** Hands entries that are pending for anybody to this consumer, with the delivery count that they have; their ids. */
    List<String> claim(GroupSettings group, String consumer, List<PendingMessage> pending) {
        return claim(group, consumer, pending, 0);
    }

    /** Delivers entries that are pending for this consumer to it once more: the count goes up by one; their ids. */
    List<String> deliver(GroupSettings group, String consumer, List<PendingMessage> pending) {
        return claim(group, consumer, pending, 1);
    }

    /** Without what the entries carry: nobody knows how much that is. Entries that were deleted are left out. */
    private List<String> claim(GroupSettings group, String consumer, List<PendingMessage> pending, int more) {
        Map<Integer, List<String>> byDeliveries = new TreeMap<>();
        pending.forEach(message -> byDeliveries
                .computeIfAbsent(deliveries(message) + more, count -> new ArrayList<>())
                .add(message.getMessageId()));
        List<String> claimed = new ArrayList<>();
        byDeliveries.forEach((deliveries, ids) -> {
            List<String> args = new ArrayList<>(List.of(group.stream(), group.name(), consumer, "0"));
            args.addAll(ids);
            args.addAll(List.of("RETRYCOUNT", deliveries.toString(), "JUSTID"));
            claimed.addAll(strings(redis.execute("XCLAIM", args.toArray(String[]::new))));
        });
        return claimed;
    }

    /** Of entries just taken, those that this consumer still owns, with their delivery counts. */
    List<PendingMessage> counts(GroupSettings group, String consumer, List<String> taken) {
        Set<String> wanted = new HashSet<>(taken);
        List<PendingMessage> found = new ArrayList<>();
        String after = null;
        while (found.size() < wanted.size()) {
            List<PendingMessage> page = of(group, consumer, after, 500);
            page.stream()
                    .filter(message -> wanted.contains(message.getMessageId()))
                    .forEach(found::add);
            if (page.size() < 500) {
                break;
            }
            after = page.get(page.size() - 1).getMessageId();
        }
        return found;
    }

    /** How often an entry was delivered; 64 bits in Redis, where XNACK FATAL and XCLAIM RETRYCOUNT set any number. */
    static int deliveries(PendingMessage message) {
        int count = message.getDeliveryCount();
        return count < 0 || count == Integer.MAX_VALUE ? Integer.MAX_VALUE - 1 : count;
    }

    private static List<String> strings(Response array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(Response::toString)
                .toList();
    }
}
