package io.redisstreams.cli;

import io.redisstreams.group.GroupSettings;
import picocli.CommandLine.Command;

@Command(
        name = "pause",
        description = "Lets a group rest, in all instances, until it is resumed. Its events wait in the stream.")
class Pause extends ChangeGroup {
    @Override
    String change(GroupSettings settings) {
        return settings.name()
                + (store.pause(settings) ? " is paused; instances stop within a second" : " was paused already");
    }
}
