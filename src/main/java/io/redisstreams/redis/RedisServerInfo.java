package io.redisstreams.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.process.Polled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Queries the Redis server for facts about itself. */
@ApplicationScoped
public class RedisServerInfo {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ReactiveRedisDataSource redis;
    private final Polled<Map<String, String>> info;

    RedisServerInfo(ReactiveRedisDataSource redis, Clock clock) {
        this.redis = redis;
        this.info = new Polled<>(() -> RedisFacts.parse(answer("INFO").toString()), clock);
    }

    /**
     * Returns INFO, which is read at most once a second. Blocks.
     *
     * @throws RedisAwayException when Redis does not answer
     */
    public Map<String, String> info() {
        var look = info.noOlderThan(FRESH);
        if (look.state() != Polled.State.UP) {
            throw RedisErrors.translated(look.failure());
        }
        return look.value();
    }

    /**
     * Measures a round trip. Blocks.
     *
     * @throws RedisAwayException when Redis does not answer
     */
    public Duration ping() {
        long start = System.nanoTime();
        answer("PING");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Returns the type of a key: {@code stream}, {@code none}, or another type. Blocks.
     *
     * @throws RedisAwayException when Redis does not answer
     */
    public String type(String key) {
        return answer("TYPE", key).toString();
    }

    private Response answer(String command, String... args) {
        Uni<Response> reply = redis.execute(command, args);
        return reply.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(RedisErrors::translated)
                .await()
                .indefinitely();
    }
}
