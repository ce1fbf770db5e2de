package io.redisstreams.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.RedisErrors;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads entries and pending lists, a page at a time. Changes nothing, not even a delivery count. Blocks. */
@ApplicationScoped
public class EntryPages {
    private static final EntryPage NOTHING = new EntryPage(List.of(), false);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReactiveRedisDataSource redis;
    private final Clock clock;

    EntryPages(ReactiveRedisDataSource redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** @param cut whether it has only the beginning of the entry */
    public record Shown(Entry entry, boolean cut) {}

    /** @param full whether entries were left out or cut, because they were too many bytes together */
    public record EntryPage(List<Shown> entries, boolean full) {
        public static EntryPage of(Batch batch) {
            return new EntryPage(
                    batch.entries().stream()
                            .map(entry -> new Shown(entry, batch.cut().contains(entry.messageId())))
                            .toList(),
                    !batch.deferred().isEmpty() || !batch.cut().isEmpty());
        }
    }

    /** @param shown null when the entry was deleted from the stream */
    public record PendingPayload(PendingEntry pending, Shown shown) {}

    /** @param full like in {@link EntryPage} */
    public record PendingPage(List<PendingPayload> pending, boolean full) {}

    public Optional<Shown> find(String stream, String messageId, long mostBytes) {
        return forward(stream, new EntryRange(messageId, messageId), 1, mostBytes).entries().stream()
                .findFirst();
    }

    /**
     * Returns the oldest entries first.
     *
     * @param mostBytes of all entries together; one of several entries is cut to an eighth of it
     */
    public EntryPage forward(String stream, EntryRange range, int count, long mostBytes) {
        return range.isEmpty() ? NOTHING : page(stream, "XRANGE", range.start(), range.end(), count, mostBytes);
    }

    /** Returns the newest entries first; otherwise like {@link #forward}. */
    public EntryPage backward(String stream, EntryRange range, int count, long mostBytes) {
        return range.isEmpty() ? NOTHING : page(stream, "XREVRANGE", range.end(), range.start(), count, mostBytes);
    }

    private EntryPage page(String stream, String command, String from, String to, int count, long mostBytes) {
        long fieldBytes = count == 1 ? mostBytes : mostBytes / 8;
        List<String> args = List.of(command, from, to, Integer.toString(count));
        return answer(
                stream,
                EntryScripts.run(redis, EntryScripts.PAGE, stream, mostBytes, fieldBytes, args)
                        .map(reply -> EntryPage.of(EntryScripts.batch(stream, reply))));
    }

    /** Whether the entry is pending in the group, and where; empty when it is not. */
    public Optional<PendingEntry> pending(String stream, String group, String messageId) {
        return answer(stream, pending("XPENDING", stream, group, messageId, messageId, "1")).stream()
                .findFirst();
    }

    /**
     * Returns the oldest pending entries first, with their content. Empty when the group does not exist.
     *
     * @param consumer only this one's entries; null: those of all
     * @param mostBytes like in {@link #forward}
     */
    public PendingPage pending(
            String stream,
            String group,
            String consumer,
            long minIdleMillis,
            EntryRange range,
            int count,
            long mostBytes) {
        if (range.isEmpty()) {
            return new PendingPage(List.of(), false);
        }
        List<String> args = new ArrayList<>(List.of(stream, group));
        if (minIdleMillis > 0) {
            args.addAll(List.of("IDLE", Long.toString(minIdleMillis)));
        }
        args.addAll(List.of(range.start(), range.end(), Integer.toString(count)));
        if (consumer != null) {
            args.add(consumer);
        }
        List<PendingEntry> pending = answer(stream, pending("XPENDING", args.toArray(String[]::new)));
        return pending.isEmpty()
                ? new PendingPage(List.of(), false)
                : answer(stream, withEntries(stream, pending, mostBytes));
    }

    private Uni<List<PendingEntry>> pending(String command, String... args) {
        return redis.execute(command, args)
                .map(reply -> StreamReplies.pending(reply, clock.millis()))
                .onFailure(RedisErrors::noGroup)
                .recoverWithItem(List.of());
    }

    private Uni<PendingPage> withEntries(String stream, List<PendingEntry> pending, long mostBytes) {
        List<String> ids = pending.stream().map(PendingEntry::messageId).toList();
        long fieldBytes = ids.size() == 1 ? mostBytes : mostBytes / 8;
        return EntryScripts.run(redis, EntryScripts.FETCH, stream, mostBytes, fieldBytes, ids)
                .map(reply -> together(pending, EntryScripts.batch(stream, reply)));
    }

    /** The entries before the first one that did not fit. */
    private static PendingPage together(List<PendingEntry> pending, Batch batch) {
        EntryPage page = EntryPage.of(batch);
        Map<String, Shown> byId = new HashMap<>();
        page.entries().forEach(shown -> byId.put(shown.entry().messageId(), shown));
        return new PendingPage(
                pending.stream()
                        .takeWhile(one -> !batch.deferredIds().contains(one.messageId()))
                        .map(one -> new PendingPayload(one, byId.get(one.messageId())))
                        .toList(),
                page.full());
    }

    private static <T> T answer(String stream, Uni<T> question) {
        return question.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(failure -> RedisErrors.translated(failure, stream))
                .await()
                .indefinitely();
    }
}
