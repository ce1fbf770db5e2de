package io.redisstreams.cli;

import io.redisstreams.group.DefinedGroups;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups of the configuration, and those that callers of the API have defined until now. */
@ApplicationScoped
class PresentGroups {
    private final Groups groups;
    private final DefinedGroups defined;

    PresentGroups(Groups groups, DefinedGroups defined) {
        this.groups = groups;
        this.defined = defined;
    }

    List<GroupSettings> all() {
        defined.refresh();
        return groups.all();
    }

    /** Asks PostgreSQL only for a group that the configuration does not name. */
    Optional<GroupSettings> find(String name) {
        if (groups.find(name).isEmpty()) {
            defined.refresh();
        }
        return groups.find(name);
    }

    /** @throws UsageException when there is no such group */
    GroupSettings require(String name) {
        return find(name)
                .orElseThrow(() -> new UsageException("There is no group '" + name + "'; there are: "
                        + groups.all().stream().map(GroupSettings::name).collect(Collectors.joining(", "))));
    }

    boolean isConfigured(String name) {
        return groups.isConfigured(name);
    }
}
