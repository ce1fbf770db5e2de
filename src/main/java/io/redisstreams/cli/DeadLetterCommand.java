package io.redisstreams.cli;

import io.redisstreams.eventlog.DeadLetters;
import jakarta.inject.Inject;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A command on dead letters, which are rows of the event log. */
abstract class DeadLetterCommand implements ApplicationCommand {
    @Mixin
    DeadLetterFilter which;

    @Inject
    DeadLetters letters;

    @Override
    public Map<String, String> settings() {
        return Settings.passive();
    }

    static String letters(long count) {
        return count == 1 ? "1 dead letter" : count + " dead letters";
    }
}
