package io.redisstreams.consume;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.PostponedException;
import io.redisstreams.handler.RejectedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides what happens to an event whose handler failed: a later attempt, after a delay that doubles and has jitter, so
 * that simultaneous failures are not retried at the same time, or a dead letter. A run that a fault of the servers
 * interrupted is repeated and does not count as an attempt.
 */
public record RetryPolicy(int maxAttempts, Duration initial, Duration max) {
    /** The longest pause while servers do not work. */
    private static final Duration LONGEST_INTERRUPTION = Duration.ofMinutes(1);

    sealed interface Decision {}

    record Retry(Duration after) implements Decision {}

    record GiveUp() implements Decision {}

    /** @param fault of the servers; null when the remote handler asked for a later delivery */
    record Interrupted(ServerFault fault, Duration after) implements Decision {}

    static RetryPolicy of(GroupSettings group) {
        return new RetryPolicy(group.maxAttempts(), group.backoffInitial(), group.backoffMax());
    }

    /**
     * @param attempt the attempt that failed, from 1
     * @param interruptions how often a fault of the servers ended this attempt before
     * @param random from 0 to 1
     */
    Decision decide(int attempt, int interruptions, Throwable failure, DoubleSupplier random) {
        Optional<ServerFault> fault = ServerFault.of(failure);
        if (fault.isPresent()) {
            Duration longest = max.compareTo(LONGEST_INTERRUPTION) < 0 ? max : LONGEST_INTERRUPTION;
            return new Interrupted(fault.get(), delay(interruptions + 1, longest, random.getAsDouble()));
        }
        if (failure instanceof PostponedException postponed) {
            return new Interrupted(null, postponed.after());
        }
        if (failure instanceof BadPayloadException || failure instanceof RejectedException || attempt >= maxAttempts) {
            return new GiveUp();
        }
        return new Retry(delay(attempt, max, random.getAsDouble()));
    }

    /** Between half of the exponential delay and all of it. */
    private Duration delay(int attempt, Duration longest, double random) {
        double exponential = initial.toMillis() * Math.pow(2, attempt - 1);
        double capped = Math.min(exponential, longest.toMillis());
        return Duration.ofMillis(Math.round(capped * (0.5 + random / 2)));
    }
}
