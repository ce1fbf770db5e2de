package io.redisstreams.stream;

import io.redisstreams.event.BadPayloadException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What becomes of an event whose handler failed: a later attempt, after a delay that doubles and is spread by jitter so
 * that failures of one moment do not come back in one moment, or a dead letter.
 */
record RetryPolicy(int maxAttempts, Duration initial, Duration max) {
    sealed interface Decision {}

    record Retry(Duration after) implements Decision {}

    record DeadLetter(String reason) implements Decision {}

    static RetryPolicy of(GroupSettings group) {
        return new RetryPolicy(group.maxAttempts(), group.backoffInitial(), group.backoffMax());
    }

    /**
     * @param attempt the attempt that failed, from 1
     * @param random from 0 to 1
     */
    Decision decide(int attempt, Throwable failure, DoubleSupplier random) {
        if (failure instanceof BadPayloadException) {
            return new DeadLetter(describe(failure));
        }
        if (attempt >= maxAttempts) {
            return new DeadLetter(describe(failure));
        }
        return new Retry(delay(attempt, random.getAsDouble()));
    }

    /** Between half of the exponential delay and the whole of it. */
    private Duration delay(int attempt, double random) {
        double exponential = initial.toMillis() * Math.pow(2, attempt - 1);
        double capped = Math.min(exponential, max.toMillis());
        return Duration.ofMillis(Math.round(capped * (0.5 + random / 2)));
    }

    /** The failure and its causes in one line each, for the error column; at most 2,000 characters. */
    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null && text.length() < 2000; cause = cause.getCause()) {
            if (!text.isEmpty()) {
                text.append("\ncaused by ");
            }
            text.append(cause.getClass().getName());
            if (cause.getMessage() != null) {
                text.append(": ").append(cause.getMessage());
            }
        }
        String printable = text.toString().replace("\u0000", "\\u0000");
        return printable.length() <= 2000 ? printable : printable.substring(0, 2000);
    }
}
