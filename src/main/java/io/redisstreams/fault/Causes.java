package io.redisstreams.fault;

import jakarta.transaction.RollbackException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;

/** A failure and its causes, from the outermost to the root. */
public final class Causes {
    private Causes() {}

    /** Bounded, because two failures may name each other as their cause. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Causes::next).limit(100);
    }

    /** The transaction manager puts the reason why a commit failed among the suppressed failures. */
    private static Throwable next(Throwable failure) {
        if (failure instanceof RollbackException && failure.getCause() == null) {
            return Arrays.stream(failure.getSuppressed())
                    .filter(XAException.class::isInstance)
                    .findFirst()
                    .orElse(null);
        }
        return failure.getCause();
    }
}
