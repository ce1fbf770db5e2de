package io.redisstreams.start;

import io.quarkus.runtime.StartupEvent;
import io.redisstreams.group.DefinedGroups;
import io.redisstreams.process.Ticker;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Reads which groups callers defined, before any job runs: what a group still needs must not be removed because this
 * instance has not heard of it.
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
