package io.redisstreams.cli;

import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import jakarta.inject.Inject;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** A change of one group that all instances follow. */
abstract class ChangeGroup implements ApplicationCommand {
    @Parameters(paramLabel = "GROUP", converter = Arguments.Name.class, description = "As groups lists it.")
    String group;

    @Inject
    PresentGroups groups;

    @Inject
    GroupStore store;

    /** Makes the change; returns a sentence on what is true now. */
    abstract String change(GroupSettings settings);

    @Override
    public Map<String, String> settings() {
        return Settings.passive();
    }

    @Override
    public Integer call() {
        Terminal.print(change(groups.require(group)));
        return 0;
    }
}
