package io.redisstreams.monitor.view;

import io.redisstreams.fault.MissingException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.StreamSample.Kind;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The responses made from a snapshot, for the calls and for the feed. */
@ApplicationScoped
class MonitoringResponses {
    private final MonitoringViews views;

    MonitoringResponses(MonitoringViews views) {
        this.views = views;
    }

    /** @param streamsLeftOut known streams that are not sampled, because there are too many */
    record StreamsResponse(ServiceView service, List<StreamView> streams, int streamsLeftOut) {}

    record StreamResponse(ServiceView service, StreamView stream) {}

    record GroupsResponse(ServiceView service, String stream, List<GroupView> groups) {}

    record GroupResponse(ServiceView service, GroupView group) {}

    /** Whether a response contains entries, consumers and histograms. */
    enum Detail {
        CARD,
        FULL
    }

    StreamsResponse streams(Snapshot now, Detail detail, Past past) {
        return new StreamsResponse(
                views.service(now),
                now.streams().stream()
                        .map(stream -> views.stream(now, stream, detail == Detail.FULL, past))
                        .toList(),
                now.redis().value() == null ? 0 : now.redis().value().leftOut());
    }

    StreamResponse stream(Snapshot now, String name, Past past) {
        StreamSample sample = required(now).redis().value().stream(name)
                .orElseThrow(() -> new MissingException("The stream '" + name + "' is not sampled"));
        if (sample.kind() == Kind.SOMETHING_ELSE) {
            throw new NotAStreamException(name);
        }
        return new StreamResponse(views.service(now), views.stream(now, sample, true, past));
    }

    GroupResponse group(Snapshot now, String name, Past past) {
        GroupSample sample = find(required(now), name)
                .orElseThrow(() -> new MissingException(
                        "There is no consumer group '" + name + "'; GET /api/groups lists the existing ones"));
        return new GroupResponse(views.service(now), views.group(now, sample, true, past));
    }

    /** Returns the configured one when several streams have a group of this name. */
    private static Optional<GroupSample> find(Snapshot now, String name) {
        return now.streams().stream()
                .flatMap(stream -> stream.groups().stream())
                .filter(group -> group.name().equals(name))
                .min(Comparator.comparing(group -> !now.isConfigured(group)));
    }

    /** @throws io.redisstreams.fault.RedisFaultException when there was no sample yet */
    Snapshot required(Snapshot now) {
        if (now.redis().value() == null) {
            throw now.redis().failure() == null
                    ? new RedisAwayException("Redis was not asked yet")
                    : RedisErrors.translated(now.redis().failure());
        }
        return now;
    }
}
