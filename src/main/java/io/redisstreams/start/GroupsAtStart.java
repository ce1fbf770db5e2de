package io.redisstreams.start;

import io.quarkus.runtime.StartupEvent;
import io.redisstreams.group.DefinedGroups;
import io.redisstreams.process.Ticker;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Reads the groups that callers defined before any job runs: otherwise a job would remove what a group still needs,
 * because this instance does not know the group yet.
 */
@ApplicationScoped
class GroupsAtStart {
    private static final int AFTER_MIGRATION = -9;

    private final StartPatience patience;

    GroupsAtStart(StartPatience patience) {
        this.patience = patience;
    }

    void read(@Observes @Priority(AFTER_MIGRATION) StartupEvent startup, DefinedGroups groups, Ticker ticker) {
        if (ticker.isEnabled()) {
            patience.run(groups::refresh);
            groups.watch(ticker);
        }
    }
}
