package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Printable;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the service: its commands, and what they have in common. */
public final class CommandLines {
    private CommandLines() {}

    public static CommandLine of(CommandLine.IFactory factory) {
        return new CommandLine(Streams.class, factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setOut(new PrintWriter(Terminal.OUT, true, UTF_8))
                .setErr(new PrintWriter(Terminal.ERR, true, UTF_8))
                .setParameterExceptionHandler(CommandLines::wrongUsage)
                .setExecutionExceptionHandler((failure, line, parsed) -> Faults.report(failure, line.getErr()));
    }

    /** What is wrong, and where to read more: the whole help would hide it. */
    private static int wrongUsage(ParameterException wrong, String... args) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println(Printable.line(wrong.getMessage()));
        UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
        line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        line.getErr().flush();
        return ExitCode.USAGE;
    }
}
