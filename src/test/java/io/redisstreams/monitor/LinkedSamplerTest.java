package io.redisstreams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinkedSamplerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final SpanContext SAMPLED = span(TraceFlags.getSampled());
    private static final SpanContext UNSAMPLED = span(TraceFlags.getDefault());

    private static SpanContext span(TraceFlags flags) {
        return SpanContext.createFromRemoteParent(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault());
    }

    private static SamplingDecision decide(Sampler others, Context parent, SpanContext... links) {
        return new LinkedSampler(others)
                .shouldSample(
                        parent,
                        TRACE,
                        "process orders",
                        SpanKind.CONSUMER,
                        Attributes.empty(),
                        Arrays.stream(links).map(LinkData::create).toList())
                .getDecision();
    }

    @Test
    void oneSampledPublisherIsEnough() {
        assertThat(decide(Sampler.alwaysOff(), Context.root(), UNSAMPLED, SAMPLED))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void withoutOneTheOtherSamplerDecides() {
        assertThat(decide(Sampler.alwaysOff(), Context.root(), UNSAMPLED)).isEqualTo(SamplingDecision.DROP);
        assertThat(decide(Sampler.alwaysOff(), Context.root())).isEqualTo(SamplingDecision.DROP);
        assertThat(decide(Sampler.alwaysOn(), Context.root())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void withinATraceItsParentDecides() {
        Context parent = Context.root().with(Span.wrap(UNSAMPLED));
        assertThat(decide(Sampler.parentBased(Sampler.alwaysOn()), parent, SAMPLED))
                .isEqualTo(SamplingDecision.DROP);
    }
}
