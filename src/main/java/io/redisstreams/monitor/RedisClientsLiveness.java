package io.redisstreams.monitor;

import io.redisstreams.group.StreamsConfig;
import io.redisstreams.redis.ClientState;
import io.redisstreams.redis.RedisClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down when Redis has answered new connections for a minute but not one of the clients: a restart fixes this. A Redis
 * that answers no connection is a matter of readiness, because a restart would not help.
 */
@Liveness
@ApplicationScoped
class RedisClientsLiveness implements HealthCheck {
    private final RedisClients clients;
    private final Duration patience;

    RedisClientsLiveness(RedisClients clients, StreamsConfig config) {
        this.clients = clients;
        this.patience = config.consumers().livenessTimeout();
    }

    @Override
    public HealthCheckResponse call() {
        return response(clients.states(), patience);
    }

    static HealthCheckResponse response(List<ClientState> clients, Duration patience) {
        var response = HealthCheckResponse.named("redis clients").up();
        for (ClientState client : clients) {
            response.withData(client.name(), client.usable() ? "usable" : "unusable since " + client.since());
            if (client.brokenFor() != null && client.brokenFor().compareTo(patience) > 0) {
                response.down();
            }
        }
        return response.build();
    }
}
