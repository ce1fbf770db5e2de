package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.group.Groups;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMetrics metrics = new StreamMetrics(
            registry, new Groups(TestEngine.config(Map.of("streams.groups.\"g\".stream", "configured"))));

    @Test
    void streamsOfAnyNameGetNoMoreThanSoManyLabels() {
        IntStream.range(0, 500).forEach(i -> metrics.published("custom:" + i, 1));
        metrics.published("configured", 1);
        assertThat(registry.find("streams.events.published").counters())
                .hasSize(StreamMetrics.MOST_STREAMS + 1)
                .anySatisfy(counter -> {
                    assertThat(counter.getId().getTag("stream")).isEqualTo(StreamMetrics.OTHER);
                    assertThat(counter.count()).isEqualTo(500 - (StreamMetrics.MOST_STREAMS - 5));
                })
                .anySatisfy(counter -> {
                    assertThat(counter.getId().getTag("stream")).isEqualTo("configured");
                    assertThat(counter.count()).isOne();
                });
    }
}
