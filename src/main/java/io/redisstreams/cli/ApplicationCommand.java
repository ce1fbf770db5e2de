package io.redisstreams.cli;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** A command that runs inside of the application; other commands do without it. */
interface ApplicationCommand extends Callable<Integer> {
    /** Configuration of this run, known before the application starts. The scheduler, say, starts before the command. */
    Map<String, String> settings();

    /** Whether this run needs the application at all. */
    default boolean inApplication() {
        return true;
    }

    /**
     * Looks at options together, before the application starts.
     *
     * @throws picocli.CommandLine.ParameterException when they contradict each other
     */
    default void check() {}

    /** The servers that this run works on; the standard error names them. */
    default Set<Servers> servers() {
        return EnumSet.allOf(Servers.class);
    }

    /** Whether this run works until a signal ends it, and then needs time to end in order. */
    default boolean serves() {
        return false;
    }
}
