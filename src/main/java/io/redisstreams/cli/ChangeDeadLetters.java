package io.redisstreams.cli;

import io.redisstreams.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A change of some dead letters: those named, those that match, or on an explicit word all. */
abstract class ChangeDeadLetters extends DeadLetterCommand {
    @Parameters(paramLabel = "ID", description = "Of the list. Without any, what the options say.")
    List<Long> ids = List.of();

    @Option(names = "--all", description = "Every dead letter there is.")
    boolean all;

    @Option(names = "--dry-run", description = "Only say how many it would be.")
    boolean dryRun;

    @Spec
    CommandSpec spec;

    abstract int changeNamed();

    abstract int changeMatching();

    abstract String done();

    @Override
    public Integer call() {
        requireOneChoice();
        if (dryRun) {
            long count = ids.isEmpty() ? letters.count(which.filter()) : present();
            Terminal.OUT.println("Would be " + done() + ": " + letters(count));
            return 0;
        }
        int changed = ids.isEmpty() ? changeMatching() : changeNamed();
        Terminal.OUT.println(letters(changed) + " " + done());
        return ids.isEmpty() || changed == ids.size() ? 0 : 1;
    }

    private long present() {
        return ids.stream().filter(id -> letters.exists(id)).count();
    }

    /** Nothing said must not mean everything. */
    private void requireOneChoice() {
        int choices = (ids.isEmpty() ? 0 : 1) + (which.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (choices != 1) {
            throw new ParameterException(spec.commandLine(), "Say which: ids, or options to match, or --all");
        }
    }
}
