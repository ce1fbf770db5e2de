package io.redisstreams.monitor;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Samples what processes a sampled event. To a sampler of a share of all traces, processing begins a trace of its own: it
 * would drop most of those that a sampled publisher is linked from.
 */
record LinkedSampler(Sampler others) implements Sampler {
    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        boolean isLinked = !Span.fromContext(parent).getSpanContext().isValid()
                && links.stream().anyMatch(link -> link.getSpanContext().isSampled());
        return isLinked
                ? SamplingResult.recordAndSample()
                : others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "Linked{" + others.getDescription() + "}";
    }

    @Singleton
    static class Customizer implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {
        @Override
        public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
            builder.addSamplerCustomizer((sampler, config) -> new LinkedSampler(sampler));
        }
    }
}
