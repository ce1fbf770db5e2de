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

    /** @param enabled false in short commands, which do none of the service's work */
    public Ticker(
            Jobs jobs, @ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean enabled) {
        this.jobs = jobs;
        this.enabled = enabled;
    }

    /** False in short commands. */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Repeats the task, also after it threw (which {@link Jobs} reports), with this pause after each run. Each task has
     * its own thread: a lease must be renewed also while a replay runs.
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
