package io.redisstreams.redis;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The result of one read: entries, and the ids of further entries that did not fit, to be fetched by id.
 *
 * @param bytes size of the entries
 * @param cut the ids of entries that are here only with their beginning
 */
public record Batch(List<Entry> entries, List<Deferred> deferred, long bytes, Set<String> cut) {
    public static final Batch NONE = new Batch(List.of(), List.of(), 0, Set.of());

    /** @param bytes size of its fetch */
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

    /** The bytes of one entry; 0 when there is none. */
    public long averageBytes() {
        long all = bytes + deferred.stream().mapToLong(Deferred::bytes).sum();
        return isEmpty() ? 0 : all / size();
    }
}
