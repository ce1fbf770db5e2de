package io.redisstreams.monitor;

import io.redisstreams.event.Printable;

/** Replaces another throwable in the log: with its name, its printable message, its stack and its causes. */
final class PrintableThrowable extends Throwable {
    private static final long serialVersionUID = 1L;
    /** Causes may form a circle. */
    private static final int DEPTH = 20;

    private final String text;

    private PrintableThrowable(Throwable original, int depth) {
        super(null, original.getCause() == null || depth == DEPTH ? null : wrap(original.getCause(), depth + 1));
        text = Printable.block(original.toString());
        setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            if (depth < DEPTH) {
                addSuppressed(wrap(suppressed, depth + 1));
            }
        }
    }

    /** Returns the throwable itself when its messages are printable. */
    static Throwable of(Throwable original) {
        return isPrintable(original, 0) ? original : wrap(original, 0);
    }

    private static PrintableThrowable wrap(Throwable original, int depth) {
        return new PrintableThrowable(original, depth);
    }

    private static boolean isPrintable(Throwable throwable, int depth) {
        if (throwable == null || depth > DEPTH) {
            return true;
        }
        String text = throwable.toString();
        if (!text.equals(Printable.block(text)) || !isPrintable(throwable.getCause(), depth + 1)) {
            return false;
        }
        for (Throwable suppressed : throwable.getSuppressed()) {
            if (!isPrintable(suppressed, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
