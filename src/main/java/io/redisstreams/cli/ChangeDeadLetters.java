package io.redisstreams.cli;

import io.redisstreams.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** A change of some dead letters: those named, those that match, or on an explicit word all. */
abstract class ChangeDeadLetters extends DeadLetterCommand {
    @Parameters(paramLabel = "ID", description = "Ids from the list. Without ids, the options select.")
    List<String> givenIds = List.of();

    @Option(names = "--all", description = "Every dead letter there is.")
    boolean all;

    @Option(names = "--dry-run", description = "Only print how many it would be.")
    boolean dryRun;

    /** @param ids those named */
    abstract int changeNamed(List<Long> ids);

    abstract int changeMatching();

    abstract String done();

    @Override
    public Integer call() {
        List<Long> ids = ids();
        if (dryRun) {
            long count = ids.isEmpty()
                    ? letters.count(which.filter())
                    : ids.stream().filter(id -> letters.exists(id)).count();
            requireGroup(count);
            Terminal.OUT.println("Would be " + done() + ": " + letters(count));
            return 0;
        }
        int changed = ids.isEmpty() ? changeMatching() : changeNamed(ids);
        requireGroup(changed);
        Terminal.OUT.println(letters(changed) + " " + done());
        return ids.isEmpty() || changed == ids.size() ? 0 : 1;
    }

    /** Converted here: of a list, picocli takes what it can convert, and calls the rest unknown. */
    private List<Long> ids() {
        try {
            return givenIds.stream()
                    .map(new Arguments.RowId()::convert)
                    .distinct()
                    .toList();
        } catch (TypeConversionException wrong) {
            throw new ParameterException(spec.commandLine(), "Invalid value for ID: " + wrong.getMessage());
        }
    }

    /** Nothing said must not mean everything. */
    @Override
    public void check() {
        super.check();
        int choices = (ids().isEmpty() ? 0 : 1) + (which.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (choices != 1) {
            throw new ParameterException(spec.commandLine(), "Name ids, or options to match, or --all");
        }
    }
}
