package io.redisstreams.ops;

import io.redisstreams.stream.Supervisor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Up once the schema is migrated, which Quarkus does before it serves, and the loops run. */
@Startup
@ApplicationScoped
class ServiceStarted implements HealthCheck {
    private final Supervisor supervisor;

    ServiceStarted(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("workers started")
                .status(supervisor.started())
                .build();
    }
}
