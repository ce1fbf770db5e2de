package io.redisstreams.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "discard", description = "Drops dead letters for good; their rows stay in the event log.")
class DiscardDeadLetters extends ChangeDeadLetters {
    @Option(
            names = {"-r", "--reason"},
            required = true,
            paramLabel = "TEXT",
            converter = Arguments.Reason.class,
            description = "Why; kept in the event's history.")
    String reason;

    @Override
    int changeNamed(List<Long> ids) {
        return letters.discard(ids, reason);
    }

    @Override
    int changeMatching() {
        return letters.discardAll(which.filter(), reason);
    }

    @Override
    String done() {
        return "discarded";
    }
}
