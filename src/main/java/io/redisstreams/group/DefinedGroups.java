package io.redisstreams.group;

import io.redisstreams.group.GroupDefinitions.Kept;
import io.redisstreams.process.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Applies the groups that callers of the API define, change and delete, in any instance. While PostgreSQL is away, the
 * last known groups stay.
 */
@ApplicationScoped
public class DefinedGroups {
    private static final Logger LOG = Logger.getLogger(DefinedGroups.class);
    private static final Duration TICK = Duration.ofMillis(500);

    private final GroupDefinitions definitions;
    private final Groups groups;
    private final StreamsConfig config;
    private long revision = -1;
    private volatile List<Deleted> deleted = List.of();

    DefinedGroups(GroupDefinitions definitions, Groups groups, StreamsConfig config) {
        this.definitions = definitions;
        this.groups = groups;
        this.config = config;
    }

    /** A group whose deletion was requested, and that still exists. */
    public record Deleted(GroupSettings group, PendingFate pending) {}

    /** Checks for changes from now on, twice a second. */
    public void watch(Ticker ticker) {
        ticker.every(TICK, "defined-groups", this::refresh);
    }

    /** The groups that are being deleted, as far as this instance knows. They are no longer among the {@link Groups}. */
    public List<Deleted> deleted() {
        return deleted;
    }

    /** Reads from PostgreSQL, also at once after a change by this instance. */
    public synchronized void refresh() {
        try {
            long latest = definitions.revision();
            if (latest != revision) {
                take(definitions.all());
                revision = latest;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The groups cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** After this no instance creates the group again. */
    public void bury(GroupSettings group) {
        definitions.bury(group);
    }

    /** Nothing is left of the deleted group; its name is free. */
    public void forget(GroupSettings group) {
        definitions.remove(group.name());
        refresh();
    }

    private void take(List<Kept> all) {
        List<GroupSettings> living = new ArrayList<>();
        List<Deleted> leaving = new ArrayList<>();
        for (Kept kept : all) {
            try {
                GroupSettings group = GroupSettings.of(kept.definition().name(), kept.definition(), config);
                if (kept.deletion() == null) {
                    living.add(group);
                } else {
                    leaving.add(new Deleted(group, kept.deletion()));
                }
            } catch (InvalidSettingException invalid) {
                LOG.errorf(
                        "This instance does not work for a group, because this version does not allow its settings: %s",
                        invalid.getMessage());
            }
        }
        deleted = List.copyOf(leaving);
        groups.define(living);
    }
}
