package io.redisstreams.fault;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shortens stack traces for people who write handlers: without the engine's frames below the call of the handler, and
 * without long runs of library code.
 */
final class StackTraces {
    /** The engine's methods that call handlers, commit, and read payloads. */
    private static final List<String> ENGINE = List.of(
            "io.redisstreams.handler.", "io.redisstreams.consume.HandlerTransaction", "io.redisstreams.event.Json");

    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "org.hibernate.",
            "org.postgresql.",
            "org.jboss.",
            "io.quarkus.",
            "io.agroal.",
            "io.smallrye.",
            "io.vertx.",
            "io.netty.",
            "com.arjuna.",
            "com.fasterxml.",
            "org.eclipse.",
            "io.micrometer.",
            "io.opentelemetry.");

    /** Frames of classes that Quarkus generates, and of reflection. */
    private static final List<String> GENERATED = List.of("_Subclass", "_ClientProxy", "$$", "_Bean");

    /** Shown frames of libraries in a row. */
    private static final int SHOWN_OF_LIBRARIES = 4;

    private StackTraces() {}

    /** The innermost frame of the handler or of what it called; empty when the stack trace has none. */
    static Optional<String> place(Throwable failure) {
        return handlers(failure.getStackTrace())
                .filter(frame -> !isLibrary(frame))
                .findFirst()
                .map(StackTraces::frame);
    }

    /** Where a failure was thrown; empty without a stack trace. */
    static Optional<String> top(Throwable failure) {
        return Arrays.stream(failure.getStackTrace()).findFirst().map(StackTraces::frame);
    }

    /**
     * The stack traces of a failure, each without the frames that it shares with the one before.
     *
     * @param rootFirst the causes, innermost first
     * @param most useful number of bytes; the result may be longer
     */
    static String text(List<Throwable> rootFirst, int most) {
        StringBuilder text = new StringBuilder();
        Set<StackTraceElement> shown = new HashSet<>();
        for (Throwable failure : rootFirst) {
            if (text.length() > most) {
                break;
            }
            List<StackTraceElement> frames = handlers(failure.getStackTrace())
                    .filter(frame -> !shown.contains(frame))
                    .toList();
            text.append(text.isEmpty() ? "" : "wrapped in ")
                    .append(failure.getClass().getName());
            text.append('\n');
            append(frames, text);
            shown.addAll(frames);
        }
        return shown.isEmpty() ? "" : text.toString().stripTrailing();
    }

    private static void append(List<StackTraceElement> frames, StringBuilder text) {
        int libraries = 0;
        for (StackTraceElement frame : frames) {
            libraries = isLibrary(frame) ? libraries + 1 : leftOut(libraries, text);
            if (libraries <= SHOWN_OF_LIBRARIES) {
                text.append("    at ").append(frame(frame)).append('\n');
            }
        }
        leftOut(libraries, text);
    }

    /** Resets the count for the next run. */
    private static int leftOut(int libraries, StringBuilder text) {
        if (libraries > SHOWN_OF_LIBRARIES) {
            text.append("    ... ").append(libraries - SHOWN_OF_LIBRARIES).append(" more of libraries\n");
        }
        return 0;
    }

    private static Stream<StackTraceElement> handlers(StackTraceElement[] frames) {
        return Arrays.stream(frames).takeWhile(frame -> ENGINE.stream().noneMatch(frame.getClassName()::startsWith));
    }

    private static boolean isLibrary(StackTraceElement frame) {
        String name = frame.getClassName();
        return LIBRARIES.stream().anyMatch(name::startsWith)
                || GENERATED.stream().anyMatch(name::contains);
    }

    /** Without the names of modules and class loaders. */
    private static String frame(StackTraceElement frame) {
        String file = frame.getFileName() == null ? "unknown" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + '.' + frame.getMethodName() + '(' + file + line + ')';
    }
}
