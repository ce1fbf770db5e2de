package io.redisstreams.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void whatIsReadIsWrittenTheSame() {
        SpanContext span = TraceParent.parse(SAMPLED);
        assertThat(span.isSampled()).isTrue();
        assertThat(span.isRemote()).isTrue();
        assertThat(TraceParent.format(span)).isEqualTo(SAMPLED);
        assertThat(TraceParent.traceId(SAMPLED)).isEqualTo(TRACE);
    }

    @Test
    void aTraceThatIsNotSampledIsATraceStill() {
        String unsampled = SAMPLED.replaceAll("01$", "00");
        assertThat(TraceParent.parse(unsampled).isSampled()).isFalse();
        assertThat(TraceParent.traceId(unsampled)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "a\0",
                "00-trace",
                "00-4bf92f3577b34da6a3ce929d0e0e4736",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E473é-00f067aa0ba902b7-01"
            })
    void anythingElseIsNone(String text) {
        assertThat(TraceParent.parse(text).isValid()).isFalse();
        assertThat(TraceParent.traceId(text)).isNull();
    }
}
