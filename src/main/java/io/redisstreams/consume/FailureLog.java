package io.redisstreams.consume;

import io.redisstreams.consume.RetryPolicy.Decision;
import io.redisstreams.consume.RetryPolicy.Retry;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Logs each failed attempt in one line, and the stack trace of each kind of error once a minute. */
@ApplicationScoped
class FailureLog {
    private static final Logger LOG = Logger.getLogger(FailureLog.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();
    private static final int MOST_KINDS = 500;

    /** When the stack trace was last logged, by group and fingerprint; the oldest ones are removed. */
    private final Map<String, Long> logged = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KINDS;
        }
    };

    /** @param event its type and id */
    void log(GroupSettings group, String event, int attempt, Decision decision, ErrorReport report, Throwable failure) {
        boolean withTrace = report.trace() != null && due(group.name() + '\n' + report.fingerprint());
        LOG.warnf(
                withTrace ? failure : null,
                "%s: attempt %d of %s failed, %s: %s",
                group.name(),
                attempt,
                event,
                next(decision),
                report.headline());
    }

    private static String next(Decision decision) {
        return decision instanceof Retry retry
                ? "it runs again in " + retry.after().toMillis() + " ms"
                : "it is a dead letter now";
    }

    private synchronized boolean due(String kind) {
        long now = System.nanoTime();
        Long last = logged.get(kind);
        if (last != null && now - last < QUIET) {
            return false;
        }
        logged.remove(kind);
        logged.put(kind, now);
        return true;
    }
}
