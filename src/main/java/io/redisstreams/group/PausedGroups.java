package io.redisstreams.group;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Which groups are paused, as read from PostgreSQL a moment ago; while it is away, the last known state. Before the
 * first read all groups stand still: a paused group must not work for a while after each start.
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

    /** The groups that are known to be paused. */
    public Set<String> all() {
        Set<String> known = paused;
        return known == null ? Set.of() : known;
    }

    /** Reads from PostgreSQL, also at once after a change by this instance. */
    @Scheduled(identity = "paused-groups", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    public void refresh() {
        paused = store.paused();
    }
}
