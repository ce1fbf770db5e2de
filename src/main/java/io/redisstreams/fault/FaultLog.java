package io.redisstreams.fault;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Logs a group's fault once when it begins and once when it ends, also when many loops meet it many times. */
public final class FaultLog {
    private static final Logger LOG = Logger.getLogger(FaultLog.class);

    private final String group;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    public FaultLog(String group) {
        this.group = group;
    }

    public synchronized void failed(String loop, Throwable failure) {
        boolean first = failing.isEmpty();
        if (failing.add(loop) && first) {
            LOG.warnf("%s is interrupted, and retries: %s", group, RedisErrors.brief(failure));
        }
        LOG.debugf(failure, "%s failed", loop);
    }

    public synchronized void recovered(String loop) {
        if (failing.remove(loop) && failing.isEmpty()) {
            LOG.infof("%s works again", group);
        }
    }
}
