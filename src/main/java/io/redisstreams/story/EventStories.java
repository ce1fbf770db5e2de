package io.redisstreams.story;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Json;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLogEntry;
import io.redisstreams.group.Status;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.group.StreamsConfig.Mode;
import io.redisstreams.outbox.OutboxLookup.StoredEvent;
import io.redisstreams.redis.EntryId;
import io.redisstreams.story.EventStory.Handling;
import io.redisstreams.story.EventStory.PendingView;
import io.redisstreams.story.EventStory.PublicationView;
import io.redisstreams.story.EventStory.Step;
import io.redisstreams.story.EventTraces.InGroup;
import io.redisstreams.story.EventTraces.OnStream;
import io.redisstreams.story.EventTraces.Traces;
import io.redisstreams.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** Makes one story of the traces of an event. */
@ApplicationScoped
class EventStories {
    private final StreamsConfig config;
    private final Json json;
    private final Clock clock;

    EventStories(StreamsConfig config, Json json, Clock clock) {
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** The content of the event, from any source that has it. */
    private record Content(
            String type,
            String payload,
            boolean cut,
            UUID userId,
            Instant timestamp,
            String traceparent,
            String publisher) {}

    EventStory of(UUID eventId, Traces traces) {
        Content content = content(traces);
        return new EventStory(
                eventId,
                content.type(),
                content.payload(),
                content.cut(),
                content.userId(),
                content.timestamp(),
                TraceParent.traceId(content.traceparent()),
                content.publisher(),
                traces.streams().stream().map(this::publication).toList(),
                traces.groups().stream().map(EventStories::group).toList(),
                timeline(traces));
    }

    private Content content(Traces traces) {
        for (InGroup in : traces.groups()) {
            EventLogEntry row = in.row();
            if (row != null && row.shownPayload != null) {
                boolean cut = row.payloadTruncated;
                String payload = cut ? json.write(row.shownPayload) : row.shownPayload;
                return new Content(
                        row.eventType, payload, cut, row.userId, row.publishedAt, row.traceparent, row.publisher);
            }
        }
        OnStream first = traces.streams().get(0);
        if (first.stored() != null) {
            StoredEvent stored = first.stored();
            return new Content(
                    stored.eventType(),
                    asJson(stored.payload()),
                    false,
                    null,
                    stored.timestamp(),
                    stored.traceparent(),
                    stored.publisher());
        }
        var event = first.entry().entry().event();
        boolean cut = first.entry().cut();
        return new Content(
                event.type(),
                asJson(event.payload()),
                cut,
                null,
                event.timestamp(),
                event.traceparent(),
                event.publisher());
    }

    private PublicationView publication(OnStream on) {
        StoredEvent stored = on.stored();
        Instant deliverAt = stored == null ? null : stored.deliverAt();
        String state = on.messageId() != null
                ? "published"
                : deliverAt != null && deliverAt.isAfter(clock.instant()) ? "scheduled" : "waiting";
        return new PublicationView(
                on.stream(),
                config.mode().getOrDefault(on.stream(), Mode.DIRECT).name().toLowerCase(Locale.ROOT),
                state,
                on.messageId(),
                !on.redisAnswered() ? null : Boolean.valueOf(on.entry() != null),
                stored == null ? null : stored.timestamp(),
                deliverAt,
                publishedAt(on));
    }

    private static Handling group(InGroup in) {
        EventLogEntry row = in.row();
        if (row == null) {
            PendingView pending = in.pending() == null
                    ? null
                    : new PendingView(
                            in.pending().consumer(),
                            in.pending().idleMillis(),
                            in.pending().deliveries());
            String state = pending != null ? "pending" : Boolean.TRUE.equals(in.waiting()) ? "waiting" : "unknown";
            return new Handling(
                    in.group(), in.stream(), state, null, null, null, null, null, null, null, null, pending);
        }
        return new Handling(
                in.group(),
                in.stream(),
                row.status,
                row.id,
                row.messageId,
                row.consumer,
                row.attempts,
                row.error,
                row.nextAttemptAt,
                row.processedAt,
                row.createdAt,
                null);
    }

    private static List<Step> timeline(Traces traces) {
        List<Step> steps = new ArrayList<>();
        traces.streams().forEach(on -> published(on, steps));
        traces.groups().stream()
                .map(InGroup::row)
                .filter(Objects::nonNull)
                .forEach(row -> steps.add(
                        new Step(row.createdAt, "delivered", row.stream, row.groupName, null, row.messageId)));
        traces.steps().forEach(step -> steps.add(happened(step, traces.groups())));
        traces.groups().stream()
                .map(InGroup::row)
                .filter(row -> row != null && row.processedAt != null)
                .forEach(row -> steps.add(
                        new Step(row.processedAt, "processed", row.stream, row.groupName, row.attempts, null)));
        traces.groups().stream()
                .map(InGroup::row)
                .filter(row -> row != null && isFirstUnhandled(row, traces.steps()))
                .forEach(row -> steps.add(new Step(row.createdAt, "unhandled", row.stream, row.groupName, null, null)));
        steps.sort(Comparator.comparing(Step::at, Comparator.nullsFirst(Comparator.naturalOrder())));
        return steps;
    }

    /** The history has it only if the row has changed since. */
    private static boolean isFirstUnhandled(EventLogEntry row, List<EventHistory.Step> steps) {
        return row.status.equals(Status.UNHANDLED.column())
                && steps.stream()
                        .noneMatch(step -> step.group().equals(row.groupName)
                                && step.what().equals("unhandled"));
    }

    private static void published(OnStream on, List<Step> steps) {
        if (on.stored() != null) {
            boolean later = on.stored().deliverAt() != null;
            steps.add(new Step(
                    on.stored().timestamp(),
                    later ? "scheduled" : "stored",
                    on.stream(),
                    null,
                    null,
                    later ? on.stored().deliverAt().toString() : null));
        }
        if (on.messageId() != null) {
            steps.add(new Step(publishedAt(on), "published", on.stream(), null, null, on.messageId()));
        }
    }

    private static Step happened(EventHistory.Step step, List<InGroup> groups) {
        String stream = groups.stream()
                .filter(in -> in.group().equals(step.group()))
                .map(InGroup::stream)
                .findFirst()
                .orElse(null);
        return new Step(
                step.at(),
                step.what(),
                stream,
                step.group(),
                step.attempt(),
                step.detail(),
                step.trace(),
                step.who(),
                step.edit());
    }

    /** When Redis stored it, if it did. */
    private static Instant publishedAt(OnStream on) {
        return on.messageId() == null ? null : EntryId.time(on.messageId());
    }

    private String asJson(String payload) {
        try {
            json.texts(payload, List.of());
            return payload;
        } catch (BadPayloadException malformed) {
            return json.write(payload);
        }
    }
}
