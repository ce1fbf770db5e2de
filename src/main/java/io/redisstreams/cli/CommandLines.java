package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.cli.terminal.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The command line of the service: its commands, and what they have in common. */
public final class CommandLines {
    private CommandLines() {}

    public static CommandLine of(CommandLine.IFactory factory) {
        return new CommandLine(Streams.class, factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setOut(new PrintWriter(Terminal.OUT, true, UTF_8))
                .setErr(new PrintWriter(Terminal.ERR, true, UTF_8))
                .setExecutionExceptionHandler((failure, line, parsed) -> Faults.tell(failure, line.getErr()));
    }
}
