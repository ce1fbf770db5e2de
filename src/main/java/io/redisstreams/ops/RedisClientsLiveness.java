package io.redisstreams.ops;

import io.redisstreams.redis.ClientState;
import io.redisstreams.redis.RedisClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down when Redis has answered new connections for a minute and not one of the clients: a restart mends this. A Redis that
 * answers nobody is a matter of readiness, for a restart would not bring it back.
 */
@Liveness
@ApplicationScoped
class RedisClientsLiveness implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RedisClients clients;
    private final Clock clock;

    RedisClientsLiveness(RedisClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Instant now = clock.instant();
        var response = HealthCheckResponse.named("redis clients").up();
        for (ClientState client : clients.states()) {
            response.withData(client.name(), client.usable() ? "usable" : "unusable since " + client.since());
            if (brokenForLong(client, now)) {
                response.down();
            }
        }
        return response.build();
    }

    static boolean brokenForLong(ClientState client, Instant now) {
        return client.brokenSince() != null
                && Duration.between(client.brokenSince(), now).compareTo(PATIENCE) > 0;
    }
}
