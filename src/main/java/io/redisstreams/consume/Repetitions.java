package io.redisstreams.consume;

import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.eventlog.OtherContent;
import io.redisstreams.eventlog.OtherContent.Conflict;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Entries whose event the group already has are only acknowledged. An entry with other content than the first is
 * reported: its publisher used an id twice, and the second event has no effect.
 */
@ApplicationScoped
class Repetitions {
    private static final Logger LOG = Logger.getLogger(Repetitions.class);

    private final OtherContent content;
    private final EngineMetrics metrics;

    Repetitions(OtherContent content, EngineMetrics metrics) {
        this.content = content;
        this.metrics = metrics;
    }

    /**
     * Runs in the transaction that logged them.
     *
     * @param fresh those whose events the group did not have
     */
    List<Conflict> conflicts(GroupSettings group, List<HandlerCall> works, List<HandlerCall> fresh)
            throws SQLException {
        if (fresh.size() == works.size()) {
            return List.of();
        }
        Set<HandlerCall> logged = Collections.newSetFromMap(new IdentityHashMap<>());
        logged.addAll(fresh);
        return content.find(
                group,
                works.stream()
                        .filter(work -> !logged.contains(work))
                        .map(work -> LogRecord.done(group, work))
                        .toList());
    }

    /** Runs after the commit. */
    void report(GroupSettings group, List<Conflict> conflicts) {
        metrics.conflicting(group, conflicts.size());
        conflicts.forEach(conflict -> LOG.warnf(
                "%s: the entry %s of %s has the id %s of the entry %s, and other content. It has no effect in the group: an"
                        + " id is for one event",
                group.name(), conflict.other(), group.stream(), conflict.eventId(), conflict.first()));
    }
}
