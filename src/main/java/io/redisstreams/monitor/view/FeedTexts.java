package io.redisstreams.monitor.view;

import io.redisstreams.event.Json;
import io.redisstreams.monitor.StreamsSample;
import io.redisstreams.monitor.view.MonitoringResponses.Detail;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import io.redisstreams.process.Polled.Look;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The texts that feeds send for a sample, made once for all clients with the same view. */
@ApplicationScoped
class FeedTexts {
    private final Snapshots snapshots;
    private final MonitoringResponses answers;
    private final Json json;
    private volatile Made latest;

    FeedTexts(Snapshots snapshots, MonitoringResponses answers, Json json) {
        this.snapshots = snapshots;
        this.answers = answers;
        this.json = json;
    }

    /** The view of a page: a stream, a group, or everything when both are null. */
    record Subject(String stream, String group) {
        String event() {
            return stream != null ? "stream" : group != null ? "group" : "overview";
        }
    }

    private record Made(Look<StreamsSample> look, Snapshot snapshot, Map<Subject, String> texts) {}

    /** Without history, which the page keeps itself. */
    String later(Look<StreamsSample> look, Subject subject) {
        Made made = made(look);
        return made.texts().computeIfAbsent(subject, wanted -> text(made.snapshot(), wanted, Past.NONE, Past.NONE));
    }

    /** With the history until now. */
    String first(Snapshot now, Subject subject) {
        return text(now, subject, Past.MINUTE, Past.ALL);
    }

    private Made made(Look<StreamsSample> look) {
        Made made = latest;
        if (made == null || made.look() != look) {
            made = new Made(look, snapshots.at(look), new ConcurrentHashMap<>());
            latest = made;
        }
        return made;
    }

    private String text(Snapshot now, Subject subject, Past ofAll, Past ofOne) {
        if (subject.stream() != null) {
            return json.write(answers.stream(now, subject.stream(), ofOne));
        }
        return json.write(
                subject.group() != null
                        ? answers.group(now, subject.group(), ofOne)
                        : answers.streams(now, Detail.CARD, ofAll));
    }
}
