package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections that die while calls wait on them are not counted as taken ever after. */
@QuarkusTest
class PoolGaugeTest {
    private static final int WAITING = 8;

    @Inject
    ReactiveRedisDataSource reactive;

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry meters;

    @Test
    void killedConnectionsAreNotTaken() {
        String list = "gauge:" + UUID.randomUUID();
        for (int round = 0; round < 2; round++) {
            AtomicInteger failed = new AtomicInteger();
            List<CompletableFuture<Response>> calls = java.util.stream.IntStream.range(0, WAITING)
                    .mapToObj(i -> reactive.execute("BLPOP", list, "60")
                            .onFailure()
                            .invoke(failed::incrementAndGet)
                            .subscribeAsCompletionStage())
                    .toList();
            await().until(() -> waiting().size() == WAITING);
            assertThat(active()).isGreaterThanOrEqualTo(WAITING);
            waiting().forEach(id -> redis.execute("CLIENT", "KILL", "ID", id));
            await().until(() -> failed.get() == WAITING);
            assertThat(calls).allMatch(CompletableFuture::isCompletedExceptionally);
            await().until(() -> active() == 0);
        }
    }

    /** Ids of the connections whose calls wait. */
    private List<String> waiting() {
        return redis.execute("CLIENT", "LIST")
                .toString()
                .lines()
                .filter(line -> line.contains(" cmd=blpop"))
                .map(line -> line.replaceFirst("^id=(\\d+) .*", "$1"))
                .toList();
    }

    private double active() {
        return meters.get("redis.pool.active").tag("pool.name", RedisClients.PUBLISHING).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}
