package io.redisstreams.cli;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "redrive",
        description = "Has the handlers run once more, with all their attempts. The running service does it at once.")
class RedriveDeadLetters extends ChangeDeadLetters {
    @Override
    int changeNamed(List<Long> ids) {
        return letters.redrive(ids);
    }

    @Override
    int changeMatching() {
        return letters.redriveAll(which.filter());
    }

    @Override
    String done() {
        return "redriven";
    }
}
