package io.redisstreams.monitor.view;

import io.redisstreams.monitor.StreamPoint;
import io.redisstreams.tail.EntryView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A stream. In the overview {@code firstEntry}, {@code lastEntry} and {@code recent} are null.
 *
 * @param mode outbox or direct
 * @param configured whether it belongs to the service itself or to a configured group
 * @param publishedPerSecond null when unknown
 * @param heldBackBy the group because of which entries older than the retention stay, or null
 * @param history null in responses without it
 */
@Schema(name = "MonitoredStream")
record StreamView(
        String name,
        String mode,
        boolean configured,
        boolean exists,
        long length,
        long maxEntries,
        long entriesAdded,
        String firstEntryId,
        String lastEntryId,
        EntryView firstEntry,
        EntryView lastEntry,
        Double publishedPerSecond,
        String heldBackBy,
        List<EntryView> recent,
        List<GroupView> groups,
        History history) {
    /** @param at epoch milliseconds */
    @Schema(name = "StreamHistory")
    record History(List<Long> at, List<Long> length, List<Double> publishedPerSecond) {
        static History of(List<StreamPoint> points) {
            return new History(
                    points.stream().map(StreamPoint::at).toList(),
                    points.stream().map(StreamPoint::length).toList(),
                    points.stream().map(StreamPoint::publishedPerSecond).toList());
        }
    }
}
