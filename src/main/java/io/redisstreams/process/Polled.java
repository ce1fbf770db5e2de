package io.redisstreams.process;

import io.redisstreams.fault.ServerFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The last reply of a server, shared by all readers, and whether the server answered the last request. */
public final class Polled<T> {
    public enum State {
        UNKNOWN,
        UP,
        AWAY
    }

    /**
     * The result of one poll.
     *
     * @param value the last reply; null when there was none
     * @param at when it came
     * @param since when the current state began
     * @param failure why the server is away, or null
     */
    public record Look<T>(T value, Instant at, State state, Instant since, RuntimeException failure) {
        /** Why the server is away, in plain words; null when it is not. */
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

    /** Polls the server unless another caller just did; callers at the same time share one reply. Blocks. */
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
