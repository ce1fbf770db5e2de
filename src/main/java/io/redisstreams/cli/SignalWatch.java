package io.redisstreams.cli;

import io.quarkus.runtime.LaunchMode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a command soon after SIGINT or SIGTERM, at whatever moment the signal comes. Quarkus alone does not: a signal during
 * the start waits until the application has started and stopped, and a command that then begins to wait for entries never
 * stops. Until the command begins, it has changed nothing, so the process ends at once. After that the application stops in
 * order; a command which does not serve gets only a short time for it.
 */
final class SignalWatch {
    /** What a shell shows for a process that SIGTERM ended. The JVM does not say which signal it was. */
    private static final int TERMINATED = 143;

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static volatile boolean begun;
    private static volatile boolean ended;

    private SignalWatch() {}

    /** Not in dev mode, which stops its servers after a signal. */
    static void start(ApplicationCommand command) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(command.serves()), "signals"));
        }
    }

    /** From now on the command may have changed something. */
    static void begin() {
        begun = true;
    }

    /** The process ends by itself, with its own exit code. */
    static void end() {
        ended = true;
    }

    private static void stop(boolean serves) {
        if (ended) {
            return;
        }
        if (!begun) {
            Runtime.getRuntime().halt(TERMINATED);
        }
        if (!serves) {
            Thread limit = new Thread(SignalWatch::haltLater, "limit");
            limit.setDaemon(true);
            limit.start();
        }
    }

    private static void haltLater() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(PATIENCE.toNanos());
        }
        Runtime.getRuntime().halt(TERMINATED);
    }
}
