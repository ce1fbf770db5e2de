package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisstreams.fault.FaultLog;
import io.redisstreams.process.Pulse;
import io.redisstreams.process.Stop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class LoopTest {
    private final Stop stop = new Stop();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    void goesOnAfterAnyException() {
        loop(turn -> {
                    switch (turn) {
                        case 1 -> throw new IllegalStateException("NOGROUP gone");
                        case 2 -> throw new NullPointerException();
                        case 3 -> throw new UnsupportedOperationException("x", new Exception("y"));
                        default -> stop.request();
                    }
                })
                .run();
        assertThat(turns).hasValue(4);
        assertThat(failures).hasValue(3);
    }

    /** An Error is no fault of Redis: the loop ends, the supervisor says so, and revives it. */
    @Test
    void endsWithAnErrorAndTellsItsTurn() {
        Loop loop = loop(turn -> {
            throw new AssertionError("broken");
        });
        assertThatThrownBy(loop::run).isInstanceOf(AssertionError.class);
        assertThat(failures).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 25", "1, 1, 50", "2, 1, 100", "3, 0.5, 150", "6, 1, 1600", "7, 1, 2000", "99999, 1, 2000"})
    void pausesGrowToALimitAndAreSpread(int failures, double random, long millis) {
        assertThat(Loop.pause(failures, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void pausesBeginAnewAfterATurnThatWentWell() {
        loop(turn -> {
                    if (turn == 41) {
                        stop.request();
                    } else if (turn % 2 == 0) {
                        throw new IllegalStateException("every other turn");
                    }
                })
                .run();
        // Twenty first pauses are at most a second; growing ones would be over half a minute.
        assertThat(turns).hasValue(41);
    }

    @Test
    void doesNotBeginWhenItIsToldToStop() {
        stop.request();
        loop(turn -> {}).run();
        assertThat(turns).hasValue(0);
    }

    @Test
    void stopsWithinAPause() throws Exception {
        CompletableFuture<Void> running = CompletableFuture.runAsync(loop(turn -> {
            throw new IllegalStateException("always");
        }));
        EngineTest.await().until(() -> failures.get() >= 5);
        stop.request();
        running.get(200, TimeUnit.MILLISECONDS);
    }

    @Test
    void showsProgressWithinATurn() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean progress = new AtomicBoolean();
        Loop loop = loop(turn -> {
            while (end.getCount() > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                if (progress.get()) {
                    Pulse.beat();
                }
            }
            stop.request();
        });
        CompletableFuture<Void> running = CompletableFuture.runAsync(loop);
        EngineTest.await().until(() -> loop.sinceBeat().toMillis() > 300);
        progress.set(true);
        EngineTest.await().until(() -> loop.sinceBeat().toMillis() < 100);
        end.countDown();
        running.get(5, TimeUnit.SECONDS);
    }

    private Loop loop(Action action) {
        return new Loop("l", turn(action), stop, new FaultLog("g"));
    }

    private Loop.Turn turn(Action action) {
        return new Loop.Turn() {
            @Override
            public void take() {
                action.act(turns.incrementAndGet());
            }

            @Override
            public void failed() {
                failures.incrementAndGet();
            }
        };
    }

    private interface Action {
        void act(int turn);
    }
}
