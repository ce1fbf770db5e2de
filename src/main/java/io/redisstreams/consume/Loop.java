package io.redisstreams.consume;

import io.redisstreams.fault.FaultLog;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats its turn until the stop. A turn that throws costs a pause, which grows and has jitter, but does not end the
 * loop; an Error ends it, and the supervisor starts it anew.
 */
public final class Loop implements Runnable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** One turn; may block for seconds, and must return soon after the stop. */
    public interface Turn {
        void take();

        /** Called after a turn threw, before the next one. */
        default void failed() {}
    }

    private final String name;
    private final Turn turn;
    private final Stop stop;
    private final FaultLog faults;
    private final Pulse pulse = new Pulse();
    private int failures;
    private volatile RuntimeException failure;

    public Loop(String name, Turn turn, Stop stop, FaultLog faults) {
        this.name = name;
        this.turn = turn;
        this.stop = stop;
        this.faults = faults;
    }

    @Override
    public void run() {
        pulse.during(this::takeTurns);
    }

    private void takeTurns() {
        while (!stop.requested()) {
            try {
                turn.take();
                recovered();
            } catch (RuntimeException failure) {
                failed(failure);
            } catch (Error broken) {
                turn.failed();
                throw broken;
            }
            Pulse.beat();
        }
    }

    /** How long it has shown no progress. */
    Duration sinceBeat() {
        return pulse.sinceBeat();
    }

    /** The failure of the last turn; null when it succeeded. */
    RuntimeException failure() {
        return failure;
    }

    String name() {
        return name;
    }

    private void recovered() {
        if (failures > 0) {
            failures = 0;
            failure = null;
            faults.recovered(name);
        }
    }

    private void failed(RuntimeException why) {
        if (stop.requested()) {
            return;
        }
        failures++;
        failure = why;
        faults.failed(name, why);
        turn.failed();
        stop.await(pause(failures, ThreadLocalRandom.current().nextDouble()));
    }

    static Duration pause(int failures, double random) {
        double millis = Math.min(FIRST_PAUSE.toMillis() * Math.pow(2, failures - 1), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(Math.round(millis * (0.5 + random / 2)));
    }
}
