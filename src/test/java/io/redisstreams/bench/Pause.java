package io.redisstreams.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

final class Pause {
    private Pause() {}

    static void seconds(double seconds) {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
