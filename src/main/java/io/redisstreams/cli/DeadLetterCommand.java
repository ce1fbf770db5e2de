package io.redisstreams.cli;

import io.redisstreams.eventlog.DeadLetters;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command on dead letters, which are rows of the event log. */
abstract class DeadLetterCommand implements ApplicationCommand {
    @Mixin
    DeadLetterFilter which;

    @Spec
    CommandSpec spec;

    @Inject
    DeadLetters letters;

    @Inject
    PresentGroups groups;

    @Override
    public Map<String, String> settings() {
        return Settings.passive();
    }

    @Override
    public Set<Servers> servers() {
        return EnumSet.of(Servers.POSTGRES);
    }

    @Override
    public void check() {
        if (which.from != null && which.to != null && !which.from.isBefore(which.to)) {
            throw new ParameterException(spec.commandLine(), "--from must be before --to");
        }
    }

    /** Letters outlive the configuration of their group, so only a group without any can be a slip of the pen. */
    void requireGroup(long found) {
        if (found > 0 || which.group == null) {
            return;
        }
        if (groups.find(which.group).isEmpty()) {
            throw new UsageException("There is no group '" + which.group + "', and there are no dead letters of it");
        }
    }

    static String letters(long count) {
        return count == 1 ? "1 dead letter" : count + " dead letters";
    }
}
