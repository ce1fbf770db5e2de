package io.redisstreams.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.event.Printable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** Where a command writes: results to the standard output, its progress to the standard error. Always in UTF-8. */
public final class Terminal {
    public static final PrintStream OUT = stream(FileDescriptor.out);
    public static final PrintStream ERR = stream(FileDescriptor.err);

    static {
        // Newer Java would give a console when there is no terminal.
        System.setProperty("jdk.console", "java.base");
    }

    private Terminal() {}

    /** Prints a line of results. Control characters from an event are escaped. */
    public static void print(String line) {
        OUT.println(Printable.line(line));
    }

    /** Prints a line about the progress, escaped too. */
    public static void note(String line) {
        ERR.println(Printable.line(line));
    }

    /** Whether a person reads it, so that lines may be overwritten. */
    public static boolean interactive() {
        return System.console() != null;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor)), true, UTF_8);
    }
}
