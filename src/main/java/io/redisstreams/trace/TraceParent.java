package io.redisstreams.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/**
 * The field {@code traceparent} of an entry, in the format of W3C Trace Context. Any client may write it, so it may hold
 * anything.
 */
public final class TraceParent {
    private static final String NAME = "traceparent";

    private TraceParent() {}

    static String format(SpanContext span) {
        return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                + span.getTraceFlags().asHex();
    }

    /** Not valid when the text is null or no traceparent. */
    static SpanContext parse(String text) {
        Context remote = W3CTraceContextPropagator.getInstance().extract(Context.root(), text, Field.GETTER);
        return Span.fromContext(remote).getSpanContext();
    }

    /** The text, written anew, when it is a traceparent; else null. */
    public static String valid(String text) {
        SpanContext span = parse(text);
        return span.isValid() ? format(span) : null;
    }

    /** The id of the trace, or null. */
    public static String traceId(String text) {
        SpanContext span = parse(text);
        return span.isValid() ? span.getTraceId() : null;
    }

    /** The text carries everything: an entry has no tracestate. */
    private enum Field implements TextMapGetter<String> {
        GETTER;

        @Override
        public Iterable<String> keys(String text) {
            return List.of(NAME);
        }

        @Override
        public String get(String text, String key) {
            return key.equals(NAME) ? text : null;
        }
    }
}
