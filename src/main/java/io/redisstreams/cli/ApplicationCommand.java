package io.redisstreams.cli;

import java.util.Map;
import java.util.concurrent.Callable;

/** A command that runs inside of the application; other commands do without it. */
interface ApplicationCommand extends Callable<Integer> {
    /** Configuration of this run, known before the application starts. The scheduler, say, starts before the command. */
    Map<String, String> settings();

    /** Whether this run needs the application at all. */
    default boolean inApplication() {
        return true;
    }
}
