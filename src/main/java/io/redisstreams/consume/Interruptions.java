package io.redisstreams.consume;

import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Counts the runs that a fault of the servers ended, and logs them: a warning a minute for each group and fault. */
@ApplicationScoped
public class Interruptions {
    private static final Logger LOG = Logger.getLogger(Interruptions.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private record Key(String group, ServerFault fault) {}

    private final Map<Key, Long> warned = new ConcurrentHashMap<>();
    private final EngineMetrics metrics;

    Interruptions(EngineMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * @param fault null when no fault of the servers ended the run: the remote handler asked for a later delivery
     * @param what the events that ran
     */
    public void met(GroupSettings group, ServerFault fault, String what, Throwable failure) {
        if (fault == null) {
            LOG.debugf(
                    "%s: %s comes again later, and no attempt is counted: %s",
                    group.name(), what, failure.getMessage());
            return;
        }
        metrics.interrupted(group, fault);
        Logger.Level level = due(new Key(group.name(), fault)) ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.logf(
                level,
                "%s: %s. %s runs again, and no attempt is counted: %s",
                group.name(),
                fault.sentence(),
                what,
                RedisErrors.brief(failure));
    }

    private boolean due(Key key) {
        long now = System.nanoTime();
        return warned.compute(key, (same, last) -> last == null || now - last >= QUIET ? Long.valueOf(now) : last)
                == now;
    }
}
