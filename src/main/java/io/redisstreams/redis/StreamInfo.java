package io.redisstreams.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.RedisRefusedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the state of streams and their groups from Redis (XLEN, XINFO GROUPS). */
@ApplicationScoped
public class StreamInfo {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ReactiveRedisDataSource redis;

    StreamInfo(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /**
     * Returns the states in the order of the names. Fails within about a second, with {@link RedisAwayException} or
     * {@link RedisRefusedException}.
     */
    public Uni<List<StreamState>> read(List<String> streams) {
        if (streams.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.join()
                .all(streams.stream().map(this::read).toList())
                .andFailFast()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(RedisErrors::translated);
    }

    private Uni<StreamState> read(String stream) {
        Uni<Long> length = redis.execute("XLEN", stream).map(Response::toLong);
        Uni<List<GroupInfo>> groups = redis.execute("XINFO", "GROUPS", stream).map(StreamInfo::groups);
        return Uni.combine()
                .all()
                .unis(length, groups)
                .with((entries, all) -> new StreamState(stream, entries, all))
                .onFailure(StreamInfo::noStream)
                .recoverWithItem(StreamState.empty(stream));
    }

    static List<GroupInfo> groups(Response reply) {
        List<GroupInfo> groups = new ArrayList<>(reply.size());
        for (Response group : reply) {
            Response lag = group.get("lag");
            groups.add(new GroupInfo(
                    group.get("name").toString(),
                    group.get("consumers").toLong(),
                    group.get("pending").toLong(),
                    group.get("last-delivered-id").toString(),
                    lag == null ? null : lag.toLong()));
        }
        return groups;
    }

    private static boolean noStream(Throwable failure) {
        return RedisErrors.wrongType(failure) || RedisErrors.noKey(failure);
    }
}
