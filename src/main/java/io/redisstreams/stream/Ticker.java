package io.redisstreams.stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Repeats small tasks more often than once a second, which is the scheduler's shortest period. */
@ApplicationScoped
public class Ticker {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();
    private final boolean enabled;

    /** @param enabled false in commands that are soon over, which do none of the service's work */
    Ticker(@ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean enabled) {
        this.enabled = enabled;
    }

    /**
     * Runs the task again and again, so long after its last end. What it throws is logged at debug, and it goes on. Each
     * task has a thread of its own: a lease must be renewed however long a replay takes.
     */
    public void every(Duration period, Runnable task) {
        if (!enabled) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Ticker::thread);
        threads.add(thread);
        thread.scheduleWithFixedDelay(() -> attempt(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.debugf(failure, "A task failed, and runs again at its time");
        }
    }

    @PreDestroy
    void stop() {
        threads.forEach(ScheduledExecutorService::shutdownNow);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ticker");
        thread.setDaemon(true);
        return thread;
    }
}
