package io.redisstreams.redis;

import java.util.List;

/** A stream as Redis reports it. A stream that does not exist has no entries and no groups. */
public record StreamState(String stream, long length, List<GroupInfo> groups) {
    static StreamState empty(String stream) {
        return new StreamState(stream, 0, List.of());
    }

    public long waiting() {
        return groups.stream().mapToLong(GroupInfo::waiting).sum();
    }
}
