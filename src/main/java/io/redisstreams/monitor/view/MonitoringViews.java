package io.redisstreams.monitor.view;

import io.redisstreams.consume.WorkerHealth;
import io.redisstreams.consume.WorkerHealth.LoopHealth;
import io.redisstreams.group.InfoResponse;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.group.StreamsConfig.Mode;
import io.redisstreams.monitor.GroupPoint;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.Member;
import io.redisstreams.monitor.StreamCollector;
import io.redisstreams.monitor.StreamPoint;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.StreamSample.Kind;
import io.redisstreams.monitor.Trend;
import io.redisstreams.monitor.UnfinishedCounts;
import io.redisstreams.monitor.view.GroupView.ConsumerView;
import io.redisstreams.monitor.view.GroupView.Count;
import io.redisstreams.monitor.view.ServiceView.PostgresView;
import io.redisstreams.monitor.view.ServiceView.RedisView;
import io.redisstreams.monitor.view.ServiceView.WorkersView;
import io.redisstreams.redis.Entry;
import io.redisstreams.tail.EntryViews;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Makes the views of a snapshot, with the parts that a response needs. */
@ApplicationScoped
class MonitoringViews {
    private static final long MINUTE = 60_000;

    private final StreamCollector collector;
    private final KnownStreams known;
    private final WorkerHealth workers;
    private final EntryViews entries;
    private final StreamsConfig config;

    MonitoringViews(
            StreamCollector collector,
            KnownStreams known,
            WorkerHealth workers,
            EntryViews entries,
            StreamsConfig config) {
        this.collector = collector;
        this.known = known;
        this.workers = workers;
        this.entries = entries;
        this.config = config;
    }

    /** How far back the history goes. */
    enum Past {
        NONE,
        MINUTE,
        ALL
    }

    ServiceView service(Snapshot now) {
        var counts = now.unfinished().value();
        return new ServiceView(
                now.at(),
                workers.instance(),
                now.redis().value() == null ? List.of() : now.redis().value().instances(),
                RedisView.of(now.redis(), now.degraded()),
                PostgresView.of(now.unfinished()),
                new WorkersView(
                        config.consumers().enabled(),
                        workers.stopping(),
                        now.loops().size(),
                        now.stuck().stream().map(LoopHealth::name).toList()),
                counts == null ? null : sum(counts.values(), UnfinishedCounts::deadLetters),
                counts == null ? null : sum(counts.values(), UnfinishedCounts::retrying),
                counts == null ? null : sum(counts.values(), UnfinishedCounts::unhandledEvents),
                now.outbox().value(),
                now.paused().stream().sorted().toList(),
                Warnings.of(now));
    }

    /** @param detail whether to include entries, consumers and histograms */
    StreamView stream(Snapshot now, StreamSample stream, boolean detail, Past past) {
        List<StreamPoint> points = collector.history(stream);
        return new StreamView(
                stream.name(),
                config.mode().getOrDefault(stream.name(), Mode.DIRECT).name().toLowerCase(Locale.ROOT),
                known.configured().contains(stream.name()),
                stream.kind() == Kind.STREAM,
                stream.length(),
                now.maxEntries(),
                stream.entriesAdded(),
                id(stream.firstEntry()),
                id(stream.lastEntry()),
                detail ? entries.beginning(stream.firstEntry()) : null,
                detail ? entries.beginning(stream.lastEntry()) : null,
                points.isEmpty() ? null : points.get(points.size() - 1).publishedPerSecond(),
                now.heldBack().get(stream.name()),
                detail ? entries.beginnings(stream.recent()) : null,
                stream.groups().stream()
                        .map(group -> group(now, group, detail, past))
                        .toList(),
                past == Past.NONE ? null : StreamView.History.of(since(points, StreamPoint::at, past)));
    }

    GroupView group(Snapshot now, GroupSample group, boolean detail, Past past) {
        List<GroupPoint> points = collector.history(group);
        Trend trend = collector.trend(group);
        List<Member> members = now.members().getOrDefault(group, List.of());
        UnfinishedCounts unfinished = now.isConfigured(group) ? now.unfinished(group) : UnfinishedCounts.NONE;
        return new GroupView(
                group.name(),
                group.stream(),
                now.isConfigured(group),
                group.exists(),
                now.isPaused(group),
                group.consumerCount(),
                now.aliveConsumers(group),
                group.pending(),
                group.lag(),
                group.lagMillis(),
                trend == null ? null : trend.word(),
                group.lastDeliveredId(),
                group.entriesRead(),
                points.isEmpty() ? null : points.get(points.size() - 1).processedPerSecond(),
                group.oldestPending(),
                unfinished == null ? null : unfinished.retrying(),
                unfinished == null ? null : unfinished.dueRetries(),
                unfinished == null ? null : unfinished.deadLetters(),
                unfinished == null ? null : unfinished.unhandledEvents(),
                group.backlog(unfinished),
                detail && now.isConfigured(group)
                        ? InfoResponse.ConfiguredGroup.of(now.settings().get(group.name()))
                        : null,
                detail ? members.stream().map(ConsumerView::of).toList() : null,
                detail ? Count.of(group.deliveries()) : null,
                detail && unfinished != null ? Count.of(unfinished.attempts()) : null,
                past == Past.NONE ? null : GroupView.History.of(since(points, GroupPoint::at, past)));
    }

    private static <P> List<P> since(List<P> points, ToLongFunction<P> at, Past past) {
        if (points.isEmpty() || past == Past.ALL) {
            return points;
        }
        long from = at.applyAsLong(points.get(points.size() - 1)) - MINUTE;
        return points.stream().filter(point -> at.applyAsLong(point) >= from).toList();
    }

    private static long sum(Iterable<UnfinishedCounts> counts, ToLongFunction<UnfinishedCounts> number) {
        long sum = 0;
        for (UnfinishedCounts one : counts) {
            sum += number.applyAsLong(one);
        }
        return sum;
    }

    private static String id(Entry entry) {
        return entry == null ? null : entry.messageId();
    }
}
