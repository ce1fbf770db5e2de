package io.redisstreams.stream;

import io.redisstreams.stream.GroupWorkers.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the loops go round. A thread that is there proves nothing: what counts is when the last turn ended. */
@ApplicationScoped
public class WorkerHealth {
    private final Supervisor supervisor;
    private final Instance instance;
    private final Clock clock;
    private final Duration idle;
    private final Duration busy;

    WorkerHealth(Supervisor supervisor, Instance instance, Clock clock, StreamsConfig config) {
        this.supervisor = supervisor;
        this.instance = instance;
        this.clock = clock;
        this.idle = config.consumers().livenessTimeout();
        this.busy = idle.plus(config.consumers().transactionTimeout());
    }

    /** @param stuck whether it has taken longer for its turn than any turn should */
    public record LoopHealth(String name, Duration sinceLastTurn, boolean stuck) {}

    /** Of every loop of this instance. */
    public List<LoopHealth> loops() {
        return supervisor.workers().stream().map(this::health).toList();
    }

    /** By group, why its loops fail at the moment, in plain words. */
    public Map<String, String> interruptions() {
        Map<String, String> byGroup = new TreeMap<>();
        supervisor.workers().stream()
                .filter(worker -> worker.loop().failure() != null)
                .forEach(worker -> byGroup.put(
                        worker.group().name(),
                        ServerFault.describe(worker.loop().failure())));
        return byGroup;
    }

    /** The name of this instance, with which those of its consumers begin. */
    public String instance() {
        return instance.name();
    }

    /** True from the moment at which the service was told to stop. */
    public boolean stopping() {
        return supervisor.stopping();
    }

    private LoopHealth health(Worker worker) {
        Duration since = Duration.between(worker.loop().lastTurn(), clock.instant());
        boolean working = worker.consumer() == null || worker.consumer().working();
        return new LoopHealth(worker.loop().name(), since, since.compareTo(working ? busy : idle) > 0);
    }
}
