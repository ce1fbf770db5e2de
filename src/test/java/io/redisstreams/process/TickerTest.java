package io.redisstreams.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.process.Jobs.FailingJob;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final Duration PERIOD = Duration.ofMillis(5);

    private final Jobs jobs = TestEngine.jobs();
    private final Ticker ticker = new Ticker(jobs, true);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger ticks = new AtomicInteger();

    @AfterEach
    void stop() {
        end.countDown();
        ticker.stop();
    }

    @Test
    void aTaskGoesOnAfterItThrew() {
        ticker.every(PERIOD, "fragile", () -> {
            ticks.incrementAndGet();
            throw new IllegalStateException("this time");
        });
        EngineTest.await().until(() -> ticks.get() > 3);
        assertThat(jobs.failing()).extracting(FailingJob::reason).containsExactly("this time");
    }

    /** Leases among them: work that is not renewed is taken over. */
    @Test
    void noTaskWaitsForTheOthers() {
        for (int i = 0; i < 5; i++) {
            ticker.every(PERIOD, "slow", this::waitForTheEnd);
        }
        ticker.every(PERIOD, "brisk", ticks::incrementAndGet);
        EngineTest.await().until(() -> ticks.get() > 3);
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
