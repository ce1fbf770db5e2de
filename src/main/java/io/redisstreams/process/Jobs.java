package io.redisstreams.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.redisstreams.fault.RedisErrors;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Watches the repeated jobs: counts their runs, and logs when a job begins to fail and when it works again. A job only
 * throws. A {@code @Scheduled} method is watched without more, under its {@code identity}; a task of the {@link Ticker}
 * passes its name.
 */
@ApplicationScoped
public class Jobs {
    private static final Logger LOG = Logger.getLogger(Jobs.class);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public Jobs(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * A job whose last run failed.
     *
     * @param since when the first failure in a row happened
     * @param reason why the last run failed
     */
    public record FailingJob(String name, Instant since, String reason) {}

    /** In alphabetical order. */
    public List<FailingJob> failing() {
        return jobs.values().stream()
                .map(job -> job.failing)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(FailingJob::name))
                .toList();
    }

    /**
     * Works on each item, also after the work on another one failed. Then throws the first failure, with the others
     * suppressed in it.
     */
    public static <T> void forEach(Iterable<T> items, Consumer<T> work) {
        RuntimeException first = null;
        for (T item : items) {
            try {
                work.accept(item);
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    void succeeded(@Observes SuccessfulExecution run) {
        succeeded(run.getExecution().getTrigger().getId());
    }

    void failed(@Observes FailedExecution run) {
        failed(run.getExecution().getTrigger().getId(), run.getException());
    }

    void succeeded(String name) {
        job(name).succeeded();
    }

    void failed(String name, Throwable failure) {
        if (!stopping) {
            job(name).failed(failure);
        }
    }

    /** A failure while the service stops is expected and not logged. */
    void stop(@Observes @Priority(1) ShutdownEvent shutdown) {
        stopping = true;
    }

    private Job job(String name) {
        return jobs.computeIfAbsent(name, Job::new);
    }

    /** Tagged by {@code name}: Prometheus uses {@code job} itself. */
    private final class Job {
        private final String name;
        private final Counter succeeded;
        private final Counter failed;
        private volatile FailingJob failing;

        Job(String name) {
            this.name = name;
            this.succeeded = runs("succeeded");
            this.failed = runs("failed");
            Gauge.builder("streams.job.failing", this, job -> job.failing == null ? 0 : 1)
                    .description("Whether the last run of the job failed")
                    .tag("name", name)
                    .strongReference(true)
                    .register(registry);
        }

        private Counter runs(String outcome) {
            return Counter.builder("streams.job.runs")
                    .description("Runs of jobs that run again and again")
                    .tags("name", name, "outcome", outcome)
                    .register(registry);
        }

        synchronized void succeeded() {
            succeeded.increment();
            if (failing != null) {
                failing = null;
                LOG.infof("The job %s works again", name);
            }
        }

        synchronized void failed(Throwable failure) {
            failed.increment();
            String reason = RedisErrors.brief(failure);
            if (failing == null) {
                LOG.warnf("The job %s failed, and runs again at its next time: %s", name, reason);
            }
            failing = new FailingJob(name, failing == null ? clock.instant() : failing.since(), reason);
            LOG.debugf(failure, "The job %s failed", name);
        }
    }
}
