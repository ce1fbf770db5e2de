package io.redisstreams.stream;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Which groups are paused, as PostgreSQL said a moment ago; while it is away, as it said last. */
@ApplicationScoped
public class PausedGroups {
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

    @Scheduled(identity = "paused-groups", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        paused = store.paused();
    }
}
