package io.redisstreams.consume;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Batch;
import io.redisstreams.redis.Entry;
import io.redisstreams.redis.EntryScripts;
import io.redisstreams.redis.RedisClients;
import io.redisstreams.redis.StreamReplies;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads entries for consumers, up to a number of bytes. */
@ApplicationScoped
public class EntryReads {
    private static final int LONGEST_STEP = 20;

    /** A read that takes this much longer than its block time waits on a dead connection. */
    private static final Duration BEYOND_BLOCK = Duration.ofSeconds(2);

    private final ReactiveRedisDataSource redis;

    EntryReads(@RedisClientName("consumers") ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /**
     * Reads new entries of a group that already exist. Sends the command at once, before anyone subscribes to the
     * result.
     *
     * @param most entries
     * @param averageBytes of the entries read before; 0: unknown
     */
    Uni<Batch> newEntries(GroupSettings group, String consumer, int most, long averageBytes, long mostBytes) {
        long step = averageBytes == 0 ? 1 : Math.max(1, Math.min(LONGEST_STEP, mostBytes / averageBytes));
        List<String> args = List.of(group.name(), consumer, Integer.toString(most), Long.toString(step));
        Uni<Batch> answer = run(EntryScripts.READ_NEW, group.stream(), mostBytes, Long.MAX_VALUE, args)
                .memoize()
                .indefinitely();
        answer.subscribe().with(done -> {}, failure -> {});
        return answer;
    }

    /**
     * Reads entries by their ids, in that order, as many as fit. Those after the last one of the batch are still to be
     * read.
     */
    public Batch fetch(String stream, List<String> ids, long mostBytes) {
        return run(EntryScripts.FETCH, stream, mostBytes, Long.MAX_VALUE, ids)
                .await()
                .indefinitely();
    }

    /** The size of an entry in bytes; 0 when it does not exist. */
    public long bytes(String stream, String id) {
        Batch looked = run(EntryScripts.FETCH, stream, 0, Long.MAX_VALUE, List.of(id))
                .await()
                .indefinitely();
        return looked.deferred().isEmpty() ? 0 : looked.deferred().get(0).bytes();
    }

    /** The beginning of an entry: at most {@code fieldBytes} of each field. Null when the entry does not exist. */
    Entry beginning(String stream, String id, int fieldBytes) {
        List<Entry> found = run(EntryScripts.FETCH, stream, Long.MAX_VALUE, fieldBytes, List.of(id))
                .await()
                .indefinitely()
                .entries();
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Waits for a new entry, at most {@code block}, and reads only one. It arrives whole; when it is too large for this
     * process, the connection is closed ({@code ReplyGuard}), and the entry is pending for the consumer. Null when none
     * arrived.
     */
    Arrival await(GroupSettings group, String consumer) {
        Response reply = redis.execute(
                        "XREADGROUP",
                        "GROUP",
                        group.name(),
                        consumer,
                        "COUNT",
                        "1",
                        "BLOCK",
                        Long.toString(group.block().toMillis()),
                        "STREAMS",
                        group.stream(),
                        ">")
                .ifNoItem()
                .after(group.block().plus(BEYOND_BLOCK))
                .fail()
                .await()
                .indefinitely();
        if (reply == null) {
            return null;
        }
        Response entries =
                reply.isMap() ? reply.get(group.stream()) : reply.get(0).get(1);
        return new Arrival(group.stream(), entries.get(0));
    }

    /** An entry as Redis sent it, before it takes more memory. */
    record Arrival(String stream, Response entry) {
        String messageId() {
            return entry.get(0).toString();
        }

        public long bytes() {
            long bytes = 0;
            for (Response word : entry.get(1)) {
                bytes += word.toBuffer().length();
            }
            return bytes;
        }

        /** The batch without the first entry, which is too large to be decoded. */
        Batch defer() {
            return new Batch(List.of(), List.of(new Batch.Deferred(messageId(), bytes())), 0, Set.of());
        }

        Batch decode() {
            return new Batch(List.of(StreamReplies.entry(stream, entry)), List.of(), bytes(), Set.of());
        }
    }

    private Uni<Batch> run(String script, String stream, long mostBytes, long fieldBytes, List<String> more) {
        return EntryScripts.run(redis, script, stream, mostBytes, fieldBytes, more)
                .ifNoItem()
                .after(RedisClients.CONSUMING_TIMEOUT)
                .fail()
                .map(reply -> EntryScripts.batch(stream, reply));
    }
}
