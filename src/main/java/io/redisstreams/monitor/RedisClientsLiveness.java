package io.redisstreams.monitor;

import io.redisstreams.redis.ClientState;
import io.redisstreams.redis.RedisClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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

    RedisClientsLiveness(RedisClients clients) {
        this.clients = clients;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("redis clients").up();
        for (ClientState client : clients.states()) {
            response.withData(client.name(), client.usable() ? "usable" : "unusable since " + client.since());
            if (brokenForLong(client)) {
                response.down();
            }
        }
        return response.build();
    }

    static boolean brokenForLong(ClientState client) {
        return client.brokenFor() != null && client.brokenFor().compareTo(PATIENCE) > 0;
    }
}
