package io.redisstreams.ops;

import io.redisstreams.stream.RedisFacts;
import io.redisstreams.stream.Supervisor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down from the moment at which the service was told to stop. Whether the servers answer, their own checks tell. */
@Readiness
@ApplicationScoped
class ServiceReadiness implements HealthCheck {
    private final Supervisor supervisor;
    private final RedisFacts redis;

    ServiceReadiness(Supervisor supervisor, RedisFacts redis) {
        this.supervisor = supervisor;
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("service").status(!supervisor.stopping());
        if (supervisor.stopping()) {
            response.withData("stopping", true);
        }
        if (!redis.degraded().isEmpty()) {
            response.withData("degraded", String.join("; ", redis.degraded()));
        }
        return response.build();
    }
}
