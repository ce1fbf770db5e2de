package io.redisstreams.cli;

import io.redisstreams.group.GroupSettings;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Lets a paused group work again, in all instances.")
class Resume extends ChangeGroup {
    @Override
    String change(GroupSettings settings) {
        return settings.name()
                + (store.resume(settings) ? " works again; instances start within a second" : " was not paused");
    }
}
