package io.redisstreams.stream;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/** Which groups are paused, as PostgreSQL said a moment ago; while it is away, as it said last. */
@ApplicationScoped
public class PausedGroups {
    private static final Logger LOG = Logger.getLogger(PausedGroups.class);

    private final GroupStore store;
    private volatile Set<String> paused = Set.of();

    PausedGroups(GroupStore store) {
        this.store = store;
    }

    boolean contains(String group) {
        return paused.contains(group);
    }

    public Set<String> all() {
        return paused;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        try {
            paused = store.paused();
        } catch (RuntimeException databaseAway) {
            LOG.debugf("Paused groups are as before: %s", databaseAway.getMessage());
        }
    }
}
