package io.redisstreams.consume;

import io.redisstreams.consume.GroupWorkers.Worker;
import io.redisstreams.fault.GroupRefusedException;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Instance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether the loops make progress. A living thread proves nothing. */
@ApplicationScoped
public class WorkerHealth {
    private final Supervisor supervisor;
    private final Instance instance;
    private final Duration idle;
    private final Duration busy;

    WorkerHealth(Supervisor supervisor, Instance instance, StreamsConfig config) {
        this.supervisor = supervisor;
        this.instance = instance;
        this.idle = config.consumers().livenessTimeout();
        this.busy = idle.plus(config.consumers().transactionTimeout());
    }

    /**
     * @param sinceBeat how long the loop has shown no progress, not even a failed try
     * @param stuck whether that is longer than one entry, or one read, should ever take
     */
    public record LoopHealth(String name, Duration sinceBeat, boolean stuck) {}

    /** The health of every loop of this instance. */
    public List<LoopHealth> loops() {
        return supervisor.workers().stream().map(this::health).toList();
    }

    /** By group, why its loops fail now, in plain words. A refusal of the group wins over its consequences. */
    public Map<String, String> interruptions() {
        Map<String, RuntimeException> byGroup = new TreeMap<>();
        supervisor.workers().stream()
                .filter(worker -> worker.loop().failure() != null)
                .forEach(worker -> byGroup.merge(
                        worker.group().name(),
                        worker.loop().failure(),
                        (first, next) -> next instanceof GroupRefusedException ? next : first));
        Map<String, String> described = new TreeMap<>();
        byGroup.forEach((group, failure) -> described.put(group, ServerFault.describe(failure)));
        return described;
    }

    /** Whether all groups that this instance works for are interrupted. */
    public boolean allInterrupted() {
        Set<String> interrupted = interruptions().keySet();
        return supervisor.workers().stream()
                .allMatch(worker -> interrupted.contains(worker.group().name()));
    }

    /** The name of this instance, with which the names of its consumers begin. */
    public String instance() {
        return instance.name();
    }

    /** True once the service has begun to stop. */
    public boolean stopping() {
        return supervisor.stopping();
    }

    private LoopHealth health(Worker worker) {
        Duration since = worker.loop().sinceBeat();
        boolean working = worker.consumer() == null || worker.consumer().working();
        return new LoopHealth(worker.loop().name(), since, since.compareTo(working ? busy : idle) > 0);
    }
}
