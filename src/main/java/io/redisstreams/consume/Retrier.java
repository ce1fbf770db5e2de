package io.redisstreams.consume;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Stop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks for due retries of one group, so that the slow retries of one do not delay those of another. */
final class Retrier implements Loop.Turn {
    private static final Duration TICK = Duration.ofMillis(400);

    private final GroupSettings group;
    private final RetryJob job;
    private final BooleanSupplier paused;
    private final Stop stop;

    Retrier(GroupSettings group, RetryJob job, BooleanSupplier paused, Stop stop) {
        this.group = group;
        this.job = job;
        this.paused = paused;
        this.stop = stop;
    }

    @Override
    public void take() {
        stop.await(TICK);
        if (!stop.requested() && !paused.getAsBoolean()) {
            job.runOnce(group, paused, stop);
        }
    }
}
