package io.redisstreams.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the bytes of entries that all loops of this process hold together: a share of the heap, because each byte of an
 * entry is held several times while it is decoded, handled and stored. Requests are served in their order. A loop must
 * not wait for memory while it holds some.
 */
@ApplicationScoped
public class MemoryBudget {
    private static final long MOST = 1 << 30;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final int total;
    private final Semaphore free;

    @Inject
    public MemoryBudget(MemoryConfig config) {
        this((long) (Runtime.getRuntime().maxMemory() * config.share()));
    }

    public MemoryBudget(long bytes) {
        this.total = (int) Math.max(1, Math.min(MOST, bytes));
        this.free = new Semaphore(total, true);
    }

    /** Bytes that one read may fetch while the others have room for theirs. */
    public int portion() {
        return Math.max(1, total / 8);
    }

    /** The largest entry that this process handles. An entry larger than the budget is handled alone. */
    public long largest() {
        return 2L * total;
    }

    /** Waits until {@code bytes} are free, or all of them when it asks for more; empty when the service stops first. */
    public Optional<Grant> await(long bytes, Stop stop) {
        int permits = permits(bytes);
        try {
            while (!stop.requested()) {
                if (free.tryAcquire(permits, LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.of(new Grant(permits));
                }
                Pulse.beat();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Does not wait; empty unless {@code bytes} are free, and more than half of all stay free. */
    public Optional<Grant> spare(long bytes) {
        int permits = permits(bytes);
        return free.availablePermits() - permits > total / 2 && free.tryAcquire(permits)
                ? Optional.of(new Grant(permits))
                : Optional.empty();
    }

    private int permits(long bytes) {
        return (int) Math.max(1, Math.min(total, bytes));
    }

    /** Bytes that are in use until this is closed. Used by one thread at a time. */
    public final class Grant implements AutoCloseable {
        private int held;

        private Grant(int held) {
            this.held = held;
        }

        /** Returns to the budget what is more than {@code bytes}. */
        public void shrinkTo(long bytes) {
            if (bytes < held) {
                free.release(held - (int) bytes);
                held = (int) bytes;
            }
        }

        @Override
        public void close() {
            shrinkTo(0);
        }
    }

    /** The memory for entries. */
    @ConfigMapping(prefix = "streams.memory")
    interface MemoryConfig {
        /**
         * The largest share of the heap for the bytes of all entries in work, all loops together: each byte of an entry
         * is held several times while it is handled. An entry of more than twice that becomes a dead letter.
         */
        @WithDefault("0.03")
        double share();
    }
}
