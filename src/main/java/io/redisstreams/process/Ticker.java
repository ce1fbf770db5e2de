package io.redisstreams.process;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Repeats small tasks more often than once a second, which is the scheduler's shortest period. */
@ApplicationScoped
public class Ticker {
    private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();
    private final Jobs jobs;
    private final boolean enabled;

    /** @param enabled false in commands that are soon over, which do none of the service's work */
    public Ticker(
            Jobs jobs, @ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean enabled) {
        this.jobs = jobs;
        this.enabled = enabled;
    }

    /** False in commands that are soon over. */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Runs the task again and again, so long after its last end, also after it threw: {@link Jobs} reports that. Each task
     * has a thread of its own: a lease must be renewed however long a replay takes.
     */
    public void every(Duration period, String job, Runnable task) {
        if (!enabled) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Ticker::thread);
        threads.add(thread);
        thread.scheduleWithFixedDelay(
                () -> attempt(job, task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(String job, Runnable task) {
        try {
            task.run();
            jobs.succeeded(job);
        } catch (RuntimeException | Error failure) {
            jobs.failed(job, failure);
        }
    }

    @PreDestroy
    public void stop() {
        threads.forEach(ScheduledExecutorService::shutdownNow);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ticker");
        thread.setDaemon(true);
        return thread;
    }
}
