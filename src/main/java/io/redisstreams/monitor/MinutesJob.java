package io.redisstreams.monitor;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.consume.Activity;
import io.redisstreams.consume.Activity.Counts;
import io.redisstreams.group.Groups;
import io.redisstreams.monitor.Minutes.Standing;
import io.redisstreams.process.MonitoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Writes down, every few seconds, what this instance has counted and seen. */
@ApplicationScoped
class MinutesJob {
    private final Minutes minutes;
    private final Activity activity;
    private final StreamCollector collector;
    private final UnfinishedEvents unfinished;
    private final Groups groups;
    private final MonitoringConfig config;
    private final Clock clock;

    MinutesJob(
            Minutes minutes,
            Activity activity,
            StreamCollector collector,
            UnfinishedEvents unfinished,
            Groups groups,
            MonitoringConfig config,
            Clock clock) {
        this.minutes = minutes;
        this.activity = activity;
        this.collector = collector;
        this.unfinished = unfinished;
        this.groups = groups;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "monitoring-minutes",
            every = "${streams.monitoring.history-every:10S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void write() throws SQLException {
        if (!config.enabled()) {
            return;
        }
        writeCounts();
        List<Standing> standings = standings();
        if (!standings.isEmpty()) {
            minutes.raise(clock.instant(), standings);
        }
        minutes.forget(clock.instant(), config.history());
    }

    /** What cannot be stored is kept for the next time, under a later minute. */
    void writeCounts() throws SQLException {
        Map<String, Map<String, Counts>> counts = activity.take();
        if (counts.isEmpty()) {
            return;
        }
        try {
            minutes.add(clock.instant(), counts);
        } catch (SQLException | RuntimeException failure) {
            activity.giveBack(counts);
            throw failure;
        }
    }

    private List<Standing> standings() {
        StreamsSample sample = collector.latest().value();
        Map<String, UnfinishedCounts> counts = unfinished.latest().value();
        return sample == null
                ? List.of()
                : sample.streams().stream()
                        .flatMap(stream -> stream.groups().stream())
                        .map(group -> new Standing(
                                group,
                                counts == null || !isOurs(group)
                                        ? null
                                        : counts.getOrDefault(group.name(), UnfinishedCounts.NONE)))
                        .toList();
    }

    private boolean isOurs(GroupSample group) {
        return groups.find(group.name())
                .filter(settings -> settings.stream().equals(group.stream()))
                .isPresent();
    }
}
