package io.redisstreams.cli;

import io.quarkus.runtime.StartupEvent;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.group.DefinedGroups;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.group.StreamsConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Collectors;

/** What happens first in an application that a command starts. */
@ApplicationScoped
class CommandStart {
    /** Before the migration. */
    private static final int FIRST = -100;

    /** After the migration, before anything works for the groups. */
    private static final int WITH_DATABASE = -9;

    private final Groups groups;
    private final DefinedGroups defined;
    private final StreamsConfig.Consumers consumers;

    CommandStart(Groups groups, DefinedGroups defined, StreamsConfig config) {
        this.groups = groups;
        this.defined = defined;
        this.consumers = config.consumers();
    }

    void begin(@Observes @Priority(FIRST) StartupEvent startup) {
        Launcher.launched().ifPresent(command -> {
            Terminal.note(Servers.line(command.servers()));
            SignalWatch.begin();
        });
    }

    /** A name that no group has would leave an instance without work, and nobody would notice. */
    void requireGroups(@Observes @Priority(WITH_DATABASE) StartupEvent startup) {
        if (consumers.enabled()) {
            consumers.groups().orElse(List.of()).forEach(this::require);
        }
    }

    private void require(String group) {
        if (groups.find(group).isEmpty()) {
            // Callers of the API may have defined it.
            defined.refresh();
        }
        if (groups.find(group).isEmpty()) {
            throw new UsageException("There is no group '" + group + "'; there are: " + names());
        }
    }

    private String names() {
        return groups.all().stream().map(GroupSettings::name).collect(Collectors.joining(", "));
    }
}
