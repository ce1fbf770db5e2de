package io.redisstreams.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The lengths of the streams, for Prometheus. The number of streams with a label is bounded; the configured ones come
 * first.
 */
@ApplicationScoped
class StreamLengths {
    private static final int MOST_STREAMS = 100;

    private final StreamCollector redis;
    private final MultiGauge lengths;

    StreamLengths(StreamCollector redis, MeterRegistry registry) {
        this.redis = redis;
        this.lengths = MultiGauge.builder("streams.length")
                .description("Entries in the stream")
                .register(registry);
    }

    @Scheduled(
            identity = "stream-lengths",
            every = "${streams.monitoring.idle-every:15S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        var look = redis.latest();
        if (look.value() != null) {
            List<Row<?>> rows = look.value().streams().stream()
                    .limit(MOST_STREAMS)
                    .<Row<?>>map(stream -> Row.of(Tags.of("stream", stream.name()), stream.length()))
                    .toList();
            lengths.register(rows, true);
        }
    }
}
