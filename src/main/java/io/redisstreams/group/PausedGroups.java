package io.redisstreams.group;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Which groups are paused, as PostgreSQL said a moment ago; while it is away, as it said last. Before its first word all
 * groups stand still: one that is paused must not work for a while after each start.
 */
@ApplicationScoped
public class PausedGroups {
    private final GroupStore store;
    private volatile Set<String> paused;

    public PausedGroups(GroupStore store) {
        this.store = store;
    }

    public boolean contains(String group) {
        Set<String> known = paused;
        return known == null || known.contains(group);
    }

    /** Those that are known to be. */
    public Set<String> all() {
        Set<String> known = paused;
        return known == null ? Set.of() : known;
    }

    /** Asks PostgreSQL, also at once after a change that was made here. */
    @Scheduled(identity = "paused-groups", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    public void refresh() {
        paused = store.paused();
    }
}
