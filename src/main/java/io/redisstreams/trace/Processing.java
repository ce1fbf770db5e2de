package io.redisstreams.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.redisstreams.fault.RedisErrors;

/** A span around the handling of events; it is the current span of its thread until it is closed. */
public final class Processing implements AutoCloseable {
    static final Processing UNTRACED = new Processing();

    private final Span span;
    private final Scope scope;

    private Processing() {
        this.span = Span.getInvalid();
        this.scope = Scope.noop();
    }

    Processing(Span span) {
        this(span, span.makeCurrent());
    }

    private Processing(Span span, Scope scope) {
        this.span = span;
        this.scope = scope;
    }

    static Processing detached(Span span) {
        return new Processing(span, Scope.noop());
    }

    public void failed(Throwable failure) {
        failed(span, failure);
    }

    public static void failed(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR, RedisErrors.brief(failure));
        span.setAttribute("error.type", failure.getClass().getName());
        span.recordException(failure);
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
