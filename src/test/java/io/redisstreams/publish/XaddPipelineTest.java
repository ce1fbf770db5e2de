package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.NotSentException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.StreamsConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class XaddPipelineTest extends EngineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    ReactiveRedisDataSource redis;

    @Inject
    StreamsConfig config;

    @Test
    void thePayloadsThatWaitAreBoundedByTheirLength() {
        GroupSettings group = engine.group("pipeline");
        XaddPipeline pipeline =
                new XaddPipeline(redis, new XaddOnce(config.idempotency()), TestEngine.streamMetrics(), PATIENCE, 1000);
        engine.redis("CLIENT", "PAUSE", "300", "WRITE");
        CompletableFuture<Published> first = send(pipeline, group, 600);
        CompletableFuture<Published> tooMuch = send(pipeline, group, 600);
        CompletableFuture<Published> small = send(pipeline, group, 300);

        assertThatThrownBy(tooMuch::join).hasCauseInstanceOf(NotSentException.class);
        assertThat(first.join().messageId()).isNotNull();
        assertThat(small.join().messageId()).isNotNull();

        await().untilAsserted(() ->
                assertThat(send(pipeline, group, 5000).join().messageId()).isNotNull());
        assertThat(engine.length(group.stream())).isGreaterThanOrEqualTo(3);
    }

    private static CompletableFuture<Published> send(XaddPipeline pipeline, GroupSettings group, int length) {
        Event event = new Event(EventIds.next(), "test.none", "x".repeat(length), Instant.now());
        Uni<Published> sent = pipeline.add(new Publication(group.stream(), event));
        return sent.subscribeAsCompletionStage();
    }
}
