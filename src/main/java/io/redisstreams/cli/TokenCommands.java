package io.redisstreams.cli;

import picocli.CommandLine.Command;

@Command(
        name = "token",
        description = "Static tokens of callers, for streams.security=tokens.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CreateToken.class)
class TokenCommands {}
