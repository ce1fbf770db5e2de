package io.redisstreams.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.redis.Entry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the spans of publishing and of processing, with the names of OpenTelemetry's conventions for messaging. An entry
 * carries the context of the span that published it, and the span that processes it links there: one batch has many
 * publishers, so none of them is its parent. While the SDK is disabled, this class does nothing.
 */
@ApplicationScoped
public class Traces {
    /** The SDK keeps at most this many links of a span. */
    private static final int MOST_LINKS = 128;

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("event.id");
    private static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("event.type");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("event.attempt");

    private final boolean disabled;
    private final Tracer tracer;

    Traces(
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean disabled) {
        this.disabled = disabled;
        this.tracer = telemetry.getTracer("io.redisstreams");
    }

    /** Sends the event with the context of its publishing, if the caller is traced. */
    public Uni<Published> send(Publication publication, Function<Publication, Uni<Published>> send) {
        if (untraced()) {
            return send.apply(publication);
        }
        return sendAll(List.of(publication), traced -> send.apply(traced.get(0)).map(List::of))
                .map(published -> published.get(0));
    }

    /** One span for all of them. */
    public Uni<List<Published>> sendAll(
            List<Publication> publications, Function<List<Publication>, Uni<List<Published>>> send) {
        if (untraced()) {
            return send.apply(publications);
        }
        Span span = sending(publications);
        return send.apply(carrying(span, publications))
                .onTermination()
                .invoke((published, failure, cancelled) -> sent(
                        span, published, cancelled ? new TimeoutException("Redis did not answer in time") : failure));
    }

    /** Does the same in the caller's thread for events that are stored now and published later. */
    public <T> T keepAll(List<Publication> publications, Function<List<Publication>, T> keep) {
        if (untraced()) {
            return keep.apply(publications);
        }
        Span span = sending(publications);
        try {
            return Context.current().with(span).wrapFunction(keep).apply(carrying(span, publications));
        } catch (RuntimeException failure) {
            Processing.failed(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /** A span for entries that are handled together. */
    public Processing together(GroupSettings group, List<HandlerCall> works) {
        if (disabled) {
            return Processing.UNTRACED;
        }
        SpanBuilder span = processing(group).setAttribute(BATCH_SIZE, (long) works.size());
        Set<SpanContext> publishers = new LinkedHashSet<>();
        for (HandlerCall work : works) {
            if (publishers.size() < MOST_LINKS && work.entry().event().traceparent() != null) {
                publishers.add(TraceParent.parse(work.entry().event().traceparent()));
            }
        }
        publishers.forEach(span::addLink);
        return new Processing(span.startSpan());
    }

    /** A span for one run of a handler, for one event. */
    public Processing alone(GroupSettings group, Entry entry, int attempt) {
        return disabled ? Processing.UNTRACED : new Processing(spanOf(group, entry, attempt));
    }

    /** The same for an event that is handled elsewhere: it is no thread's current span. */
    public Processing remote(GroupSettings group, Entry entry, int attempt) {
        return disabled ? Processing.UNTRACED : Processing.detached(spanOf(group, entry, attempt));
    }

    private Span spanOf(GroupSettings group, Entry entry, int attempt) {
        SpanBuilder span = processing(group)
                .setAttribute(MESSAGE_ID, entry.messageId())
                .setAttribute(EVENT_ID, entry.event().id().toString())
                .setAttribute(EVENT_TYPE, entry.event().type())
                .setAttribute(ATTEMPT, (long) attempt);
        if (entry.event().traceparent() != null) {
            span.addLink(TraceParent.parse(entry.event().traceparent()));
        }
        return span.startSpan();
    }

    /** Not traced: a command, a job, or a caller that is not sampled. */
    private boolean untraced() {
        return disabled || !Span.current().getSpanContext().isSampled();
    }

    private Span sending(List<Publication> publications) {
        List<String> streams =
                publications.stream().map(Publication::stream).distinct().toList();
        String stream = streams.size() == 1 ? streams.get(0) : null;
        SpanBuilder span = span("send", stream, SpanKind.PRODUCER);
        if (publications.size() == 1) {
            var event = publications.get(0).event();
            span.setAttribute(EVENT_ID, event.id().toString()).setAttribute(EVENT_TYPE, event.type());
        } else {
            span.setAttribute(BATCH_SIZE, (long) publications.size());
        }
        return span.startSpan();
    }

    private static void sent(Span span, List<Published> published, Throwable failure) {
        if (failure != null) {
            Processing.failed(span, failure);
        } else if (published.size() == 1) {
            span.setAttribute(MESSAGE_ID, published.get(0).messageId());
        }
        span.end();
    }

    private static List<Publication> carrying(Span span, List<Publication> publications) {
        String traceparent = TraceParent.format(span.getSpanContext());
        return publications.stream()
                .map(publication -> publication.tracedBy(traceparent))
                .toList();
    }

    private SpanBuilder processing(GroupSettings group) {
        return span("process", group.stream(), SpanKind.CONSUMER).setNoParent().setAttribute(GROUP, group.name());
    }

    /** @param stream null when there are several */
    private SpanBuilder span(String operation, String stream, SpanKind kind) {
        return tracer.spanBuilder(stream == null ? operation : operation + ' ' + stream)
                .setSpanKind(kind)
                .setAttribute(SYSTEM, "redis")
                .setAttribute(DESTINATION, stream)
                .setAttribute(OPERATION, operation)
                .setAttribute(OPERATION_TYPE, operation);
    }
}
