package io.redisstreams.cli.load;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The outcomes of the published events, by their ids. An event counts once for each group of its stream.
 *
 * @param once processed, by exactly one row
 * @param twice with more than one row
 * @param failed dead letters and discarded ones
 * @param open not there yet, or waiting for a retry
 * @param endToEnd from the event's timestamp to its processing, by the clocks of the publisher and of PostgreSQL
 */
@RegisterForReflection
public record Processed(long expected, long once, long twice, long failed, long open, Latency endToEnd) {
    private static final Duration LONGEST = Duration.ofHours(24);

    private record Key(Object eventId, String group) {}

    static Processed of(Collection<Sent> sent, Map<Kind, Set<String>> groups, List<LoggedEvent> rows) {
        Map<Key, LoggedEvent> logged = new HashMap<>();
        Map<Key, Integer> counts = new HashMap<>();
        Histogram micros = new Histogram(LONGEST.toNanos() / 1000, 3);
        for (LoggedEvent row : rows) {
            Key key = new Key(row.eventId(), row.group());
            logged.put(key, row);
            counts.merge(key, 1, Integer::sum);
            if (row.processed()) {
                long age =
                        Duration.between(row.publishedAt(), row.processedAt()).toNanos() / 1000;
                micros.recordValue(Math.max(0, Math.min(age, micros.getHighestTrackableValue())));
            }
        }
        long expected = 0;
        long once = 0;
        long twice = 0;
        long failed = 0;
        for (Sent event : sent) {
            for (String group : groups.get(event.kind())) {
                Key key = new Key(event.id(), group);
                LoggedEvent row = logged.get(key);
                expected++;
                if (row != null && counts.get(key) > 1) {
                    twice++;
                } else if (row != null && row.processed()) {
                    once++;
                } else if (row != null && row.over()) {
                    failed++;
                }
            }
        }
        return new Processed(expected, once, twice, failed, expected - once - twice - failed, Latency.of(micros));
    }

    public boolean exactlyOnce() {
        return once == expected;
    }
}
