package io.redisstreams.cli.inspect;

import io.redisstreams.cli.terminal.Figures;
import io.redisstreams.cli.terminal.Table;
import io.redisstreams.event.Printable;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.redis.ConsumerSample;
import io.redisstreams.redis.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A report as text. */
public final class InspectPage {
    private static final int PAYLOAD = 80;

    private InspectPage() {}

    /** @param shown which groups, by name */
    public static List<String> overview(Report report, Predicate<String> shown) {
        List<String> lines = new ArrayList<>(List.of(report.server().line(), ""));
        Table table = new Table("STREAM", "ENTRIES", "LAST", "GROUP", "CONSUMERS", "PENDING", "LAG", "WAITING");
        for (StreamSample stream : report.streams()) {
            List<GroupSample> groups = groups(stream, shown);
            if (stream.groups().isEmpty()) {
                table.row(stream.name(), stream.length(), id(stream.lastEntry()), null, null, null, null, null);
            }
            for (GroupSample group : groups) {
                boolean first = group == groups.get(0);
                table.row(
                        first ? stream.name() : "",
                        first ? stream.length() : "",
                        first ? id(stream.lastEntry()) : "",
                        group.name(),
                        group.consumerCount(),
                        group.pending(),
                        group.lag(),
                        waiting(group));
            }
        }
        lines.addAll(table.lines());
        return lines;
    }

    public static List<String> stream(Report report, Predicate<String> shown) {
        StreamSample stream = report.streams().get(0);
        List<String> lines = new ArrayList<>(List.of(report.server().line(), ""));
        lines.add(stream.name() + ": " + Figures.count(stream.length()) + " entries"
                + (stream.length() == 0 ? "" : ", from " + id(stream.firstEntry()) + " to " + id(stream.lastEntry())));
        for (GroupSample group : groups(stream, shown)) {
            lines.add("");
            lines.add(group(group));
            lines.addAll(consumers(group.consumers()));
        }
        if (!stream.recent().isEmpty()) {
            lines.add("");
            lines.addAll(entries(stream.recent()));
        }
        return lines.stream().map(Printable::line).toList();
    }

    private static List<GroupSample> groups(StreamSample stream, Predicate<String> shown) {
        return stream.groups().stream()
                .filter(group -> shown.test(group.name()))
                .toList();
    }

    private static String group(GroupSample group) {
        if (!group.exists()) {
            return group.name() + ": configured, and not in Redis";
        }
        String waiting = waiting(group);
        return group.name() + ": " + Figures.count(group.pending()) + " pending, "
                + (group.lag() == null ? "lag unknown" : "lag " + Figures.count(group.lag()))
                + (waiting == null ? "" : " for " + waiting) + ", last delivered " + group.lastDeliveredId();
    }

    private static List<String> consumers(List<ConsumerSample> consumers) {
        Table table = new Table("  CONSUMER", "PENDING", "IDLE");
        consumers.forEach(consumer -> table.row(
                "  " + consumer.name(), consumer.pending(), Figures.time(Duration.ofMillis(consumer.idleMillis()))));
        return consumers.isEmpty() ? List.of("  no consumers") : table.lines();
    }

    private static List<String> entries(List<Entry> entries) {
        Table table = new Table("ENTRY", "TYPE", "PAYLOAD");
        entries.forEach(entry -> table.row(
                entry.messageId(), entry.event().type(), cut(entry.event().payload())));
        return table.lines();
    }

    private static String waiting(GroupSample group) {
        Long millis = group.lagMillis();
        return millis == null || millis == 0 ? null : Figures.time(Duration.ofMillis(millis));
    }

    private static String id(Entry entry) {
        return entry == null ? null : entry.messageId();
    }

    private static String cut(String payload) {
        String line = payload.replaceAll("\\R", " ");
        return line.length() <= PAYLOAD ? line : line.substring(0, PAYLOAD - 1) + '…';
    }
}
