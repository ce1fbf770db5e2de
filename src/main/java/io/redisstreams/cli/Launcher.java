package io.redisstreams.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What happens before the application starts and after it has ended. */
public final class Launcher {
    /** No exit code of any command. */
    private static final int APPLICATION = -1;

    private static volatile ApplicationCommand launched;

    private Launcher() {}

    /**
     * Configures the application for the command, then returns nothing; or returns the exit code of what needs no
     * application: help, wrong usage, a command without it.
     */
    public static OptionalInt launch(String... args) {
        return launch(CommandLines.of(CommandLine.defaultFactory()), args);
    }

    static OptionalInt launch(CommandLine line, String... args) {
        int code = line.setExecutionStrategy(Launcher::begin).execute(args);
        return code == APPLICATION ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** The command for which the application starts; empty when no command line started it. */
    static Optional<ApplicationCommand> launched() {
        return Optional.ofNullable(launched);
    }

    private static int begin(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        List<CommandLine> line = parsed.asCommandLineList();
        if (line.get(line.size() - 1).getCommand() instanceof ApplicationCommand command) {
            command.check();
            if (command.inApplication()) {
                launched = command;
                SignalWatch.start(command);
                command.settings().forEach(System::setProperty);
                return APPLICATION;
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Ends the process; {@code failure} is why the application did not start, or null. */
    public static void exit(Integer code, Throwable failure) {
        SignalWatch.end();
        int ended = failure == null ? code : Faults.report(failure, new PrintWriter(System.err, true));
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(ended, failure);
    }
}
