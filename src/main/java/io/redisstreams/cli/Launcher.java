package io.redisstreams.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What happens before the application starts and after it has ended. */
public final class Launcher {
    /** No exit code of any command. */
    private static final int APPLICATION = -1;

    private Launcher() {}

    /**
     * Configures the application for the command, then gives nothing; or gives the exit code of what needs no
     * application: help, wrong usage, a command without it.
     */
    public static OptionalInt launch(String... args) {
        int code = CommandLines.of(CommandLine.defaultFactory())
                .setExecutionStrategy(Launcher::begin)
                .execute(args);
        return code == APPLICATION ? OptionalInt.empty() : OptionalInt.of(code);
    }

    private static int begin(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        List<CommandLine> line = parsed.asCommandLineList();
        if (line.get(line.size() - 1).getCommand() instanceof ApplicationCommand command && command.inApplication()) {
            command.settings().forEach(System::setProperty);
            return APPLICATION;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Ends the process; {@code failure} is why the application did not start, or null. */
    public static void exit(Integer code, Throwable failure) {
        if (failure != null) {
            Faults.tell(failure, new PrintWriter(System.err, true));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }
}
