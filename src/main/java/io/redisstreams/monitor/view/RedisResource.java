package io.redisstreams.monitor.view;

import io.redisstreams.redis.RedisFacts;
import io.redisstreams.redis.RedisServerInfo;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

@Path("/api/monitoring/redis")
@RolesAllowed(Roles.READER)
@Blocking
class RedisResource {
    private final RedisServerInfo redis;
    private final RedisFacts facts;

    RedisResource(RedisServerInfo redis, RedisFacts facts) {
        this.redis = redis;
        this.facts = facts;
    }

    /** @param degraded why events are less safe in it than possible */
    record InfoAnswer(RedisInfoView redis, List<String> degraded) {}

    record PingAnswer(String status, double latencyMillis) {}

    @GET
    @Path("/info")
    public InfoAnswer info() {
        return new InfoAnswer(RedisInfoView.of(redis.info()), facts.degraded());
    }

    @GET
    @Path("/ping")
    public PingAnswer ping() {
        return new PingAnswer("PONG", Math.round(redis.ping().toNanos() / 1e4) / 100.0);
    }
}
