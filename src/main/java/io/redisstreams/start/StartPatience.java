package io.redisstreams.start;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.StreamsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Waits at the start for a server that is away or has no free connection: when a whole machine starts, or CPU is short,
 * the service must not give up.
 */
@ApplicationScoped
class StartPatience {
    private static final Logger LOG = Logger.getLogger(StartPatience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Duration timeout;

    StartPatience(StreamsConfig config) {
        this.timeout = config.startTimeout();
    }

    interface Step {
        void run() throws Exception;
    }

    /**
     * Repeats the step while it fails with a fault of PostgreSQL that passes, for at most {@code streams.start-timeout};
     * throws any other fault at once.
     */
    void run(Step step) {
        long start = System.nanoTime();
        for (boolean first = true; !succeeds(step, start, first); first = false) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean succeeds(Step step, long start, boolean first) {
        try {
            step.run();
            if (!first) {
                LOG.infof("The start continues after %d s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            }
            return true;
        } catch (Exception failure) {
            if (!passes(failure) || System.nanoTime() - start > timeout.toNanos()) {
                throw failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
            }
            if (first) {
                LOG.warnf(
                        "The start waits for PostgreSQL, at most %d s (streams.start-timeout): %s",
                        timeout.toSeconds(), RedisErrors.brief(failure));
            }
            return false;
        }
    }

    /** A wrong password or an unknown database does not pass, and after a request to stop the start does not wait. */
    private static boolean passes(Exception failure) {
        Optional<ServerFault> fault = ServerFault.of(failure);
        return fault.isPresent() && fault.get() != ServerFault.LOGIN && !ApplicationLifecycleManager.isVmShuttingDown();
    }
}
