package io.redisstreams.stream;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at entries and pending lists, a page at a time. Changes nothing, not even a delivery count. Blocks. */
@ApplicationScoped
public class EntryPages {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReactiveRedisDataSource redis;
    private final Clock clock;

    EntryPages(ReactiveRedisDataSource redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** @param entry null when it was deleted from the stream */
    public record PendingPayload(PendingEntry pending, Entry entry) {}

    public Optional<Entry> find(String stream, String messageId) {
        return forward(stream, new EntryRange(messageId, messageId), 1).stream().findFirst();
    }

    /** The oldest first. */
    public List<Entry> forward(String stream, EntryRange range, int count) {
        return answer(stream, entries(redis, stream, range, count));
    }

    /** The newest first. */
    public List<Entry> backward(String stream, EntryRange range, int count) {
        return answer(
                stream,
                redis.execute("XREVRANGE", stream, range.end(), range.start(), "COUNT", Integer.toString(count))
                        .map(reply -> StreamReplies.entries(stream, reply)));
    }

    /** Where an entry is pending in a group; empty when it is not. */
    public Optional<PendingEntry> pending(String stream, String group, String messageId) {
        return answer(stream, pending("XPENDING", stream, group, messageId, messageId, "1")).stream()
                .findFirst();
    }

    /**
     * The oldest first, with what they carry. Empty when the group is not there.
     *
     * @param consumer only of this one; null: of all
     */
    public List<PendingPayload> pending(
            String stream, String group, String consumer, long minIdleMillis, EntryRange range, int count) {
        List<String> args = new ArrayList<>(List.of(stream, group));
        if (minIdleMillis > 0) {
            args.addAll(List.of("IDLE", Long.toString(minIdleMillis)));
        }
        args.addAll(List.of(range.start(), range.end(), Integer.toString(count)));
        if (consumer != null) {
            args.add(consumer);
        }
        List<PendingEntry> pending = answer(stream, pending("XPENDING", args.toArray(String[]::new)));
        return pending.isEmpty() ? List.of() : answer(stream, withEntries(stream, pending));
    }

    private Uni<List<PendingEntry>> pending(String command, String... args) {
        return redis.execute(command, args)
                .map(reply -> StreamReplies.pending(reply, clock.millis()))
                .onFailure(RedisErrors::noGroup)
                .recoverWithItem(List.of());
    }

    /** One by one, for anything may lie between them; but by one pipeline. */
    private Uni<List<PendingPayload>> withEntries(String stream, List<PendingEntry> pending) {
        List<PendingPayload> found = new ArrayList<>(pending.size());
        return redis.withConnection(connection -> Uni.join()
                        .all(pending.stream()
                                .map(one -> entries(connection, stream, at(one), 1))
                                .toList())
                        .andFailFast()
                        .invoke(entries -> {
                            for (int i = 0; i < entries.size(); i++) {
                                List<Entry> at = entries.get(i);
                                found.add(new PendingPayload(pending.get(i), at.isEmpty() ? null : at.get(0)));
                            }
                        })
                        .replaceWithVoid())
                .replaceWith(found);
    }

    private static EntryRange at(PendingEntry pending) {
        return new EntryRange(pending.messageId(), pending.messageId());
    }

    private static Uni<List<Entry>> entries(ReactiveRedisDataSource redis, String stream, EntryRange range, int count) {
        Uni<Response> reply =
                redis.execute("XRANGE", stream, range.start(), range.end(), "COUNT", Integer.toString(count));
        return reply.map(entries -> StreamReplies.entries(stream, entries));
    }

    private static <T> T answer(String stream, Uni<T> question) {
        return question.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(failure -> RedisErrors.told(failure, stream))
                .await()
                .indefinitely();
    }
}
