package io.redisstreams.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolledTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void isAskedAgainInTimeThoughTheClockWasSetBack() {
        SetClock clock = new SetClock();
        Polled<Integer> polled = new Polled<>(asked::incrementAndGet, clock);
        assertThat(polled.noOlderThan(Duration.ofHours(1)).value()).isEqualTo(1);
        assertThat(polled.noOlderThan(Duration.ofHours(1)).value()).isEqualTo(1);

        clock.now = clock.now.minus(Duration.ofHours(1));

        await().until(() -> polled.noOlderThan(Duration.ofMillis(10)).value() > 1);
    }

    @Test
    void isNotAskedTooOftenThoughTheClockWasSetForward() {
        SetClock clock = new SetClock();
        Polled<Integer> polled = new Polled<>(asked::incrementAndGet, clock);
        polled.take();
        clock.now = clock.now.plus(Duration.ofHours(2));
        assertThat(polled.noOlderThan(Duration.ofHours(1)).value()).isEqualTo(1);
    }

    /** However many look at the same time, the server is asked once. */
    @Test
    void callersAtTheSameTimeShareOneAnswer() {
        Polled<Integer> polled = new Polled<>(asked::incrementAndGet, Clock.systemUTC());
        List<CompletableFuture<Integer>> callers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> polled.noOlderThan(Duration.ofHours(1)).value()))
                .toList();
        assertThat(callers).extracting(CompletableFuture::join).containsOnly(1);
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-10-25T02:30:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
