package io.redisstreams.consume;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.PendingMessage;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XPendingArgs;
import io.redisstreams.group.GroupSettings;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Entries that were delivered and not acknowledged. Redis's delivery count always means the number of consumers that
 * worked on the entry: only {@link #deliver} increases it, and neither a reconnect nor a renewed lease does.
 */
@ApplicationScoped
class PendingEntries {
    /**
     * ARGV: group, new owner, deliveries to add, then the owner and the id of each entry. Between a read and a claim
     * another consumer may have taken the entry, and a claim would steal it: so the script checks the owner and claims.
     * It returns only ids, because the entries may have any size; deleted entries are left out.
     */
    private static final String CLAIM = """
            local claimed = {}
            for i = 4, #ARGV, 2 do
              local owner, id = ARGV[i], ARGV[i + 1]
              local found = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1, owner)[1]
              if found then
                local count = math.max(0, math.min(found[4], 2147483645)) + ARGV[3]
                local ids = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, id,
                  'RETRYCOUNT', string.format('%.0f', count), 'JUSTID')
                if #ids > 0 then
                  claimed[#claimed + 1] = id
                end
              end
            end
            return claimed""";

    /**
     * ARGV: group, first id, count. Sets the delivery time of entries that were delivered in the future to now, as a
     * renewal by their owner does: after Redis's clock was set back they would look fresh until that time comes again.
     * Redis reports them, and those of the current millisecond, as idle for 0 ms. Returns the last id; empty when there
     * was none.
     */
    private static final String NOT_LATER_THAN_NOW = """
            local last = ''
            for _, entry in ipairs(redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], '+', ARGV[3])) do
              last = entry[1]
              if entry[3] == 0 and entry[2] ~= '' then
                redis.call('XCLAIM', KEYS[1], ARGV[1], entry[2], 0, last, 'JUSTID')
              end
            end
            return last""";

    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> streams;

    PendingEntries(@RedisClientName("consumers") RedisDataSource redis) {
        this.redis = redis;
        this.streams = redis.stream(String.class);
    }

    /** The result of one scan of the pending list; the next scan begins at {@code cursor}, {@code 0-0} from the start. */
    record Scan(String cursor, List<String> taken, int deleted) {}

    /**
     * Makes this consumer the owner of entries that have been idle for this long, at most {@code count}, and leaves
     * their delivery count. XAUTOCLAIM scans ten times as many entries as it returns, so one call is bounded, and the
     * cursor must be kept to reach the end of a long list. It removes entries that were deleted from the stream from the
     * list, and returns their ids.
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

    /**
     * Corrects entries of all consumers whose delivery Redis's clock has put into the future, so that they age again;
     * scans {@code count} entries.
     *
     * @param after the id that the last call returned; {@code null}: from the first
     * @return the last scanned id; null at the end of the list
     */
    String letAge(GroupSettings group, String after, int count) {
        String last = redis.execute(
                        "EVAL",
                        NOT_LATER_THAN_NOW,
                        "1",
                        group.stream(),
                        group.name(),
                        after == null ? "-" : "(" + after,
                        Integer.toString(count))
                .toString();
        return last.isEmpty() ? null : last;
    }

    /** Returns the pending entries of a consumer, in order of ids after {@code afterId}; {@code null}: from the first. */
    List<PendingMessage> of(GroupSettings group, String consumer, String afterId, int count) {
        StreamRange range = StreamRange.of(afterId == null ? "-" : "(" + afterId, "+");
        return streams.xpending(group.stream(), group.name(), range, count, new XPendingArgs().consumer(consumer));
    }

    /** Returns the first pending ids of all consumers. */
    List<String> first(GroupSettings group, int count) {
        List<String> ids = new ArrayList<>();
        redis.execute("XPENDING", group.stream(), group.name(), "-", "+", Integer.toString(count))
                .forEach(entry -> ids.add(entry.get(0).toString()));
        return ids;
    }

    /**
     * Moves pending entries to this consumer, and keeps their delivery counts; returns the ids of those that still
     * belonged to their consumer.
     */
    List<String> claim(GroupSettings group, String consumer, List<PendingMessage> pending) {
        return claim(group, consumer, pending, 0);
    }

    /**
     * Delivers entries that are pending for this consumer to it once more: the count increases by one. Returns their
     * ids.
     */
    List<String> deliver(GroupSettings group, String consumer, List<PendingMessage> pending) {
        return claim(group, consumer, pending, 1);
    }

    private List<String> claim(GroupSettings group, String consumer, List<PendingMessage> pending, int more) {
        List<String> args =
                new ArrayList<>(List.of(CLAIM, "1", group.stream(), group.name(), consumer, Integer.toString(more)));
        pending.forEach(message -> args.addAll(List.of(message.getConsumer(), message.getMessageId())));
        return strings(redis.execute("EVAL", args.toArray(String[]::new)));
    }

    /** Returns which of the entries this consumer still owns, with their delivery counts. */
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
