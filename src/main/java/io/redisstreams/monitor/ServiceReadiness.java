package io.redisstreams.monitor;

import io.redisstreams.consume.Supervisor;
import io.redisstreams.process.Jobs;
import io.redisstreams.redis.RedisFacts;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up while this instance can serve something: without one server it serves what needs only the other. The data list what
 * it cannot do. Responds from memory and on the event loop, so neither a silent server nor a lack of threads delays it.
 */
@Readiness
@ApplicationScoped
class ServiceReadiness implements AsyncHealthCheck {
    private final Supervisor supervisor;
    private final Abilities abilities;
    private final RedisFacts redis;
    private final Jobs jobs;

    ServiceReadiness(Supervisor supervisor, Abilities abilities, RedisFacts redis, Jobs jobs) {
        this.supervisor = supervisor;
        this.abilities = abilities;
        this.redis = redis;
        this.jobs = jobs;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        var response = HealthCheckResponse.named("service").status(!supervisor.stopping() && abilities.any());
        if (supervisor.stopping()) {
            response.withData("stopping", true);
        }
        abilities
                .obstacles()
                .forEach((ability, obstacle) -> response.withData(
                        ability.label(), obstacle.map(why -> "no: " + why).orElse("yes")));
        abilities.interruptions().ifPresent(groups -> response.withData("interrupted", groups));
        if (!redis.degraded().isEmpty()) {
            response.withData("degraded", String.join("; ", redis.degraded()));
        }
        var failing = jobs.failing();
        if (!failing.isEmpty()) {
            response.withData(
                    "failingJobs", failing.stream().map(Jobs.FailingJob::name).collect(Collectors.joining(", ")));
        }
        return response.build();
    }
}
