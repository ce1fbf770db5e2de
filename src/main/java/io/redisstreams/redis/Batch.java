package io.redisstreams.redis;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one read brought: entries, and behind them those that were too many bytes for it, to be fetched by their ids.
 *
 * @param bytes of the entries
 * @param cut the ids of those entries that are only the beginning of what they carry
 */
public record Batch(List<Entry> entries, List<Deferred> deferred, long bytes, Set<String> cut) {
    public static final Batch NONE = new Batch(List.of(), List.of(), 0, Set.of());

    /** @param bytes that fetching it brings */
    public record Deferred(String messageId, long bytes) {}

    int size() {
        return entries.size() + deferred.size();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    List<String> deferredIds() {
        return deferred.stream().map(Deferred::messageId).toList();
    }

    public List<String> ids() {
        return Stream.concat(entries.stream().map(Entry::messageId), deferredIds().stream())
                .toList();
    }

    /** Of one entry; 0 when there is none. */
    public long averageBytes() {
        long all = bytes + deferred.stream().mapToLong(Deferred::bytes).sum();
        return isEmpty() ? 0 : all / size();
    }
}
