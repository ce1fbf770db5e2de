package io.redisstreams.cli;

import io.quarkus.runtime.StartupEvent;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.group.StreamsConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** What happens first in an application that a command starts. */
@ApplicationScoped
class CommandStart {
    /** Before the migration. */
    private static final int FIRST = -100;

    /** After the migration, before anything works for the groups. */
    private static final int WITH_DATABASE = -9;

    private final PresentGroups groups;
    private final StreamsConfig.Consumers consumers;

    CommandStart(PresentGroups groups, StreamsConfig config) {
        this.groups = groups;
        this.consumers = config.consumers();
    }

    void begin(@Observes @Priority(FIRST) StartupEvent startup) {
        Launcher.launched().ifPresent(command -> {
            Terminal.note(Servers.line(command.servers()));
            SignalWatch.begin();
        });
    }

    /** An unknown name would leave an instance without work, and without an error. */
    void requireGroups(@Observes @Priority(WITH_DATABASE) StartupEvent startup) {
        if (consumers.enabled()) {
            consumers.groups().orElse(List.of()).forEach(groups::require);
        }
    }
}
