package io.redisstreams.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.event.Event;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.StreamSample.Kind;
import io.redisstreams.redis.ConsumerSample;
import io.redisstreams.redis.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InspectPageTest {
    private static final Server SERVER =
            new Server("7.0.15", "standalone", 7200, 1234, 4, 3_000_000, 0, "noeviction", true);
    private static final Entry FIRST = new Entry("1-0", new Event(UUID.randomUUID(), "a.b", "{}", Instant.EPOCH));
    private static final Entry LAST = new Entry(
            "2-0", new Event(UUID.randomUUID(), "a.b", "{\n\"text\":\"" + "x".repeat(100) + "\"}", Instant.EPOCH));
    private static final GroupSample DONE = group("done", 2, 0, 0L, 0L, List.of(new ConsumerSample("c", 0, 40, null)));
    private static final GroupSample LATE = group("late", 0, 7, null, 180_000L, List.of());
    private static final Report REPORT = new Report(
            SERVER,
            List.of(
                    new StreamSample("orders", Kind.STREAM, 2, 2, FIRST, LAST, List.of(LAST), List.of(DONE, LATE)),
                    new StreamSample("unread", Kind.STREAM, 0, 0, null, null, List.of(), List.of())));

    private static GroupSample group(
            String name, long count, long pending, Long lag, Long lagMillis, List<ConsumerSample> consumers) {
        return new GroupSample(
                name, "orders", true, count, pending, lag, lagMillis, "2-0", null, null, null, Map.of(), consumers);
    }

    @Test
    void theOverviewHasARowForEachGroup() {
        assertThat(InspectPage.overview(REPORT, group -> true))
                .containsExactly(
                        "Redis 7.0.15, standalone, up 2 h, 1,234 commands/s, 4 clients, 2.9 MB, noeviction, append-only"
                                + " file on",
                        "",
                        "STREAM  ENTRIES  LAST  GROUP  CONSUMERS  PENDING  LAG  WAITING",
                        "orders        2  2-0   done           2        0    0  -",
                        "                       late           0        7    -  3 min",
                        "unread        0  -     -              -        -    -  -");
    }

    @Test
    void aStreamIsShownWithConsumersAndEntries() {
        List<String> lines = InspectPage.stream(REPORT, group -> true);
        assertThat(lines)
                .contains(
                        "orders: 2 entries, from 1-0 to 2-0",
                        "done: 0 pending, lag 0, last delivered 2-0",
                        "  c               0  40 ms",
                        "late: 7 pending, lag unknown for 3 min, last delivered 2-0",
                        "  no consumers");
        assertThat(lines.get(lines.size() - 1))
                .startsWith("2-0    a.b   { \"text\":")
                .endsWith("…");
    }

    @Test
    void oneGroupCanBeShownAlone() {
        assertThat(InspectPage.stream(REPORT, "late"::equals)).noneMatch(line -> line.startsWith("done"));
    }

    @Test
    void namesAndPayloadsCannotSteerTheTerminal() {
        String evil = "\u001b]52;c;ZXZpbA==\u0007\u009b2J\u202e";
        Entry entry = new Entry("1-0", new Event(UUID.randomUUID(), evil, evil, Instant.EPOCH));
        GroupSample group = group(evil, 1, 0, 0L, 0L, List.of(new ConsumerSample(evil, 0, 40, null)));
        Report report = new Report(
                SERVER,
                List.of(new StreamSample(evil, Kind.STREAM, 1, 1, entry, entry, List.of(entry), List.of(group))));
        assertThat(InspectPage.overview(report, name -> true)).noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}].*"));
        assertThat(InspectPage.stream(report, name -> true))
                .noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}].*"))
                .anyMatch(line -> line.contains("\\u001b]52"));
    }
}
