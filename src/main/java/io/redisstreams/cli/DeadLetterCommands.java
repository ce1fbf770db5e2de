package io.redisstreams.cli;

import picocli.CommandLine.Command;

@Command(
        name = "dead-letters",
        description = "Events that a group gave up on: see them, have their handlers run once more, or drop them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListDeadLetters.class, RedriveDeadLetters.class, DiscardDeadLetters.class})
class DeadLetterCommands {}
