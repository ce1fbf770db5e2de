package io.redisstreams.monitor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The states of streams and groups in the last minutes, and the rates, which need two samples. */
final class StreamsHistory {
    private final Map<String, Ring<StreamPoint>> streams = new ConcurrentHashMap<>();
    private final Map<List<String>, Ring<GroupPoint>> groups = new ConcurrentHashMap<>();
    private StreamsSample before;

    synchronized void add(StreamsSample sample) {
        for (StreamSample stream : sample.streams()) {
            StreamSample earlier =
                    before == null ? null : before.stream(stream.name()).orElse(null);
            streams.computeIfAbsent(stream.name(), name -> new Ring<>(StreamPoint::at))
                    .add(point(sample, stream, earlier));
            for (GroupSample group : stream.groups()) {
                groups.computeIfAbsent(key(group), key -> new Ring<>(GroupPoint::at))
                        .add(point(
                                sample,
                                group,
                                earlier == null
                                        ? null
                                        : earlier.group(group.name()).orElse(null)));
            }
        }
        forgetMissing(sample);
        before = sample;
    }

    List<StreamPoint> of(StreamSample stream) {
        Ring<StreamPoint> ring = streams.get(stream.name());
        return ring == null ? List.of() : ring.points();
    }

    List<GroupPoint> of(GroupSample group) {
        Ring<GroupPoint> ring = groups.get(key(group));
        return ring == null ? List.of() : ring.points();
    }

    private StreamPoint point(StreamsSample sample, StreamSample stream, StreamSample earlier) {
        Long added = earlier == null ? null : stream.entriesAdded() - earlier.entriesAdded();
        return new StreamPoint(sample.at().toEpochMilli(), stream.length(), rate(added, sample));
    }

    private GroupPoint point(StreamsSample sample, GroupSample group, GroupSample earlier) {
        Long done = group.acknowledged();
        Long before = earlier == null ? null : earlier.acknowledged();
        return new GroupPoint(
                sample.at().toEpochMilli(),
                group.lag(),
                group.lagMillis(),
                group.pending(),
                group.oldestPending() == null
                        ? group.exists() ? Long.valueOf(0) : null
                        : Long.valueOf(group.oldestPending().ageMillis()),
                rate(done == null || before == null ? null : done - before, sample));
    }

    /** Null when the count went down: then it was started anew. */
    private Double rate(Long count, StreamsSample sample) {
        long millis =
                before == null ? 0 : sample.at().toEpochMilli() - before.at().toEpochMilli();
        return count == null || count < 0 || millis <= 0 ? null : Math.round(count * 10_000.0 / millis) / 10.0;
    }

    private void forgetMissing(StreamsSample sample) {
        streams.keySet().removeIf(name -> sample.stream(name).isEmpty());
        groups.keySet()
                .removeIf(key -> sample.stream(key.get(0))
                        .flatMap(stream -> stream.group(key.get(1)))
                        .isEmpty());
    }

    private static List<String> key(GroupSample group) {
        return List.of(group.stream(), group.name());
    }
}
