package io.redisstreams.monitor;

import io.redisstreams.redis.Entry;
import java.util.List;
import java.util.Optional;

/**
 * A stream as Redis reports it.
 *
 * @param kind type of the key
 * @param entriesAdded entries ever added
 * @param firstEntry the oldest existing entry; null when there is none
 * @param recent the newest entries, newest first; empty while no client watches
 * @param groups those that Redis has, and those of the configuration that it does not have
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
