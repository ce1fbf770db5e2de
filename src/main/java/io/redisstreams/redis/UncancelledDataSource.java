package io.redisstreams.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.util.function.Function;

/**
 * Returns each connection to the pool, also when the caller no longer waits for it. Quarkus drops a connection that
 * arrives after the caller has cancelled, as each timeout does (quarkusio/quarkus#56393), and the pool never gets it
 * back.
 */
final class UncancelledDataSource extends ReactiveRedisDataSourceImpl {
    UncancelledDataSource(Vertx vertx, Redis redis) {
        super(vertx, redis, RedisAPI.api(redis));
    }

    @Override
    public Uni<Void> withConnection(Function<ReactiveRedisDataSource, Uni<Void>> work) {
        return Uni.createFrom()
                .emitter(caller -> super.withConnection(work).subscribe().with(caller::complete, caller::fail));
    }
}
