package io.redisstreams.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LoadRunTest {
    private final List<Kind> published = new ArrayList<>();

    @Test
    void publishesTheMixInTurn() throws InterruptedException {
        Published result = run(new Plan(5, 0, 1, List.of(Kind.CHAT, Kind.CHAT, Kind.USER)));
        assertThat(published).containsExactly(Kind.CHAT, Kind.CHAT, Kind.USER, Kind.CHAT, Kind.CHAT);
        assertThat(result.published()).isEqualTo(5);
    }

    @Test
    void countsWhatFailsByWhatWasSaid() throws InterruptedException {
        Published result = run(new Plan(3, 0, 2, List.of(Kind.LOG, Kind.TASK)));
        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.published()).isEqualTo(2);
        assertThat(result.errors()).containsExactly(Map.entry("HTTP 503", 1L));
    }

    @Test
    void aRateSpreadsEventsEvenly() {
        Plan plan = new Plan(1000, 20, 1, List.of(Kind.LOG));
        assertThat(plan.due(0)).isZero();
        assertThat(plan.due(20)).isEqualTo(1_000_000_000L);
        assertThat(new Plan(1, 0, 1, List.of(Kind.LOG)).due(7)).isZero();
    }

    private Published run(Plan plan) throws InterruptedException {
        return new LoadRun(plan, new FakeTarget()).call();
    }

    /** Takes everything but tasks. */
    private final class FakeTarget implements Target {
        @Override
        public void check() {}

        @Override
        public CompletionStage<UUID> publish(Kind kind, long number) {
            published.add(kind);
            return kind == Kind.TASK
                    ? CompletableFuture.failedFuture(new IOException("HTTP 503"))
                    : CompletableFuture.completedFuture(UUID.randomUUID());
        }

        @Override
        public EventLogView log() {
            throw new UnsupportedOperationException();
        }
    }
}
