package io.redisstreams.process;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Polls servers: often while a client watches, seldom otherwise. */
@ApplicationScoped
public class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);

    /** How long after its last request a client counts as watching. */
    private static final Duration ATTENTION = Duration.ofSeconds(30);

    /** A count that waits longer for a lock is given up: PostgreSQL is slow, and the next poll counts again. */
    public static final int STATEMENT_SECONDS = 5;

    /** One thread for each server, and one more: a server that hangs must not delay the others. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3, Poller::thread);

    private final Clock clock;
    private final Duration idleEvery;
    private final boolean enabled;
    private final AtomicInteger watchers = new AtomicInteger();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean started;
    private final Elapsed lastAsked = new Elapsed();

    Poller(Clock clock, MonitoringConfig config) {
        this.clock = clock;
        this.idleEvery = config.idleEvery();
        this.enabled = config.enabled();
    }

    /** @param taken receives each result */
    public <T> Polled<T> start(Duration every, Supplier<T> server, Consumer<Polled.Look<T>> taken) {
        Polled<T> sampled = new Polled<>(server, clock);
        Runnable look = () -> {
            if (isWatched() || sampled.isOlderThan(idleEvery)) {
                taken.accept(sampled.take());
            }
        };
        whenStarted(
                () -> threads.scheduleWithFixedDelay(() -> attempt(look), 0, every.toMillis(), TimeUnit.MILLISECONDS));
        return sampled;
    }

    public <T> Polled<T> start(Duration every, Supplier<T> server) {
        return start(every, server, look -> {});
    }

    private synchronized void whenStarted(Runnable schedule) {
        if (started) {
            schedule.run();
        } else {
            waiting.add(schedule);
        }
    }

    /** Not before the Redis clients exist. */
    public synchronized void start(@Observes StartupEvent startup) {
        started = enabled;
        if (started) {
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    /** Notes that a client watches now. */
    public void asked() {
        lastAsked.begin();
    }

    /** Notes that a client watches until {@link #unwatched}. */
    public void watched() {
        watchers.incrementAndGet();
    }

    public void unwatched() {
        watchers.decrementAndGet();
        asked();
    }

    public boolean isWatched() {
        return watchers.get() > 0 || !lastAsked.isOver(ATTENTION);
    }

    private static void attempt(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | Error failure) {
            LOG.debugf(failure, "A poll of a server failed; the next one runs at its time");
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "poller");
        thread.setDaemon(true);
        return thread;
    }
}
