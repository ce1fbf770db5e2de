package io.redisstreams.stream;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Makes the Redis clients before any thread but the first runs. Quarkus makes each at its first use and keeps them in a
 * map without a lock: two threads at once, and the start fails now and then.
 */
@ApplicationScoped
class RedisClients {
    /** Before the scheduler starts, at 0. */
    private static final int FIRST = -1;

    void make(
            @Observes @Priority(FIRST) StartupEvent startup,
            ReactiveRedisDataSource publishing,
            @RedisClientName("consumers") ReactiveRedisDataSource consuming) {
        publishing.getRedis();
        consuming.getRedis();
    }
}
