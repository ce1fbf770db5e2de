package io.redisstreams.monitor;

import io.redisstreams.consume.WorkerHealth;
import io.redisstreams.consume.WorkerHealth.LoopHealth;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when a loop hangs, which a restart fixes; not when a server is away, because a restart would not help. */
@Liveness
@ApplicationScoped
class WorkersLiveness implements AsyncHealthCheck {
    private final WorkerHealth workers;

    WorkersLiveness(WorkerHealth workers) {
        this.workers = workers;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        List<LoopHealth> loops = workers.loops();
        List<LoopHealth> stuck = loops.stream().filter(LoopHealth::stuck).toList();
        long slowest = loops.stream()
                .map(LoopHealth::sinceBeat)
                .max(Comparator.naturalOrder())
                .map(since -> since.toMillis())
                .orElse(0L);
        var response = HealthCheckResponse.named("workers")
                .status(stuck.isEmpty())
                .withData("loops", loops.size())
                .withData("longestMillisWithoutProgress", slowest);
        if (!stuck.isEmpty()) {
            response.withData(
                    "stuck",
                    String.join(", ", stuck.stream().map(LoopHealth::name).toList()));
        }
        return response.build();
    }
}
