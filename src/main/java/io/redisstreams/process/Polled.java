package io.redisstreams.process;

import io.redisstreams.fault.ServerFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What a server said of itself when it was last asked, for all who want to know; and whether it answered at all. */
public final class Polled<T> {
    public enum State {
        UNKNOWN,
        UP,
        AWAY
    }

    /**
     * One look at the server.
     *
     * @param value what it said when it last answered; null when it never did
     * @param at when that was
     * @param since when the state began
     * @param failure why it is away, or null
     */
    public record Look<T>(T value, Instant at, State state, Instant since, RuntimeException failure) {
        /** Why it is away, in plain words; null when it is not. */
        public String error() {
            return failure == null ? null : ServerFault.describe(failure);
        }

        Look<T> answered(T newValue, Instant now) {
            return new Look<>(newValue, now, State.UP, state == State.UP ? since : now, null);
        }

        Look<T> failed(RuntimeException why, Instant now) {
            return new Look<>(value, at, State.AWAY, state == State.AWAY ? since : now, why);
        }
    }

    private final Supplier<T> server;
    private final Clock clock;
    private volatile Look<T> latest = new Look<>(null, null, State.UNKNOWN, null, null);
    private final Elapsed tried = new Elapsed();

    public Polled(Supplier<T> server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    public Look<T> latest() {
        return latest;
    }

    /** Asks the server unless somebody did so recently; callers at the same time share one answer. Blocks. */
    public Look<T> noOlderThan(Duration age) {
        return isOlderThan(age) ? takeIfOlderThan(age) : latest;
    }

    boolean isOlderThan(Duration age) {
        return tried.isOver(age);
    }

    public synchronized Look<T> take() {
        try {
            latest = latest.answered(server.get(), clock.instant());
        } catch (RuntimeException away) {
            latest = latest.failed(away, clock.instant());
        }
        tried.begin();
        return latest;
    }

    private synchronized Look<T> takeIfOlderThan(Duration age) {
        return isOlderThan(age) ? take() : latest;
    }
}
