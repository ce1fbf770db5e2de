package io.redisstreams.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints the progress of a command: on a terminal in one line that changes, otherwise in a new line now and then. */
public final class Progress {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final long TERMINAL_MILLIS = 200;
    private static final long LOG_MILLIS = 5_000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Progress::thread);
    private final Supplier<String> line;
    private final PrintStream out;
    private final boolean terminal;
    private boolean ended;

    private Progress(Supplier<String> line, PrintStream out, boolean terminal) {
        this.line = line;
        this.out = out;
        this.terminal = terminal;
    }

    /** Does the work, and prints the line meanwhile. */
    public static <T> T during(Callable<T> work, Supplier<String> line) throws Exception {
        Progress progress = new Progress(line, Terminal.ERR, Terminal.interactive());
        try {
            progress.begin();
            return work.call();
        } finally {
            progress.end();
        }
    }

    /** A bar for a part of the whole. */
    public static String bar(long done, long total, int width) {
        int filled = total <= 0 ? 0 : (int) Math.min(width, done * width / total);
        return '['
                + "=".repeat(filled)
                + (filled < width ? ">" : "")
                + " ".repeat(Math.max(0, width - filled - 1))
                + ']';
    }

    /** Removes the line, and the characters of Ctrl-C on it. */
    public static void clear() {
        if (Terminal.interactive()) {
            Terminal.ERR.print(CLEAR_LINE);
            Terminal.ERR.flush();
        }
    }

    private void begin() {
        long millis = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
        clock.scheduleAtFixedRate(this::print, millis, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void print() {
        if (!ended) {
            out.print(terminal ? CLEAR_LINE + line.get() : line.get() + System.lineSeparator());
            out.flush();
        }
    }

    /** Leaves the terminal clean for the result. */
    private synchronized void end() {
        ended = true;
        clock.shutdownNow();
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
