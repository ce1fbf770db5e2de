package io.redisstreams.fault;

import jakarta.transaction.RollbackException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.transaction.xa.XAException;

/** The messages that exceptions carry. */
final class Messages {
    /** Class names without information. */
    private static final Set<Class<? extends Throwable>> ANY = Set.of(
            Throwable.class,
            Exception.class,
            RuntimeException.class,
            Error.class,
            RollbackException.class,
            XAException.class,
            ExecutionException.class,
            CompletionException.class);

    private Messages() {}

    /** Whether the message or the class name says what happened. */
    static boolean says(Throwable failure) {
        return own(failure) != null || !ANY.contains(failure.getClass());
    }

    /** The message of a failure; null when it has none, or only repeats its cause. */
    static String own(Throwable failure) {
        String message = of(failure);
        Throwable cause = failure.getCause();
        boolean repeats = cause != null && (message.equals(cause.toString()) || message.equals(cause.getMessage()));
        return message.isEmpty() || repeats ? null : message;
    }

    /** The message of a failure, or an empty text. */
    static String of(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "").strip();
    }
}
