package io.redisstreams.monitor;

import io.redisstreams.consume.Supervisor;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Up once the schema is migrated, which Quarkus does before it serves, and the loops run. */
@Startup
@ApplicationScoped
class ServiceStarted implements AsyncHealthCheck {
    private final Supervisor supervisor;

    ServiceStarted(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(() -> HealthCheckResponse.named("workers started")
                        .status(supervisor.started())
                        .build());
    }
}
