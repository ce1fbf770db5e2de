package io.redisstreams.monitor;

import io.redisstreams.redis.Entry;
import java.util.List;
import java.util.Optional;

/**
 * A stream as Redis sees it.
 *
 * @param kind what the key is
 * @param entriesAdded ever
 * @param firstEntry the oldest that is there; null when none is
 * @param recent the newest entries, the newest first; none while nobody looks
 * @param groups those that Redis has, and those of the configuration that it has not
 */
public record StreamSample(
        String name,
        Kind kind,
        long length,
        long entriesAdded,
        Entry firstEntry,
        Entry lastEntry,
        List<Entry> recent,
        List<GroupSample> groups) {
    public enum Kind {
        STREAM,
        MISSING,
        SOMETHING_ELSE
    }

    public Optional<GroupSample> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
