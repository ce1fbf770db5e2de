package io.redisstreams.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.process.MemoryBudget.Grant;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(800);
    private final Stop stop = new Stop();

    @Test
    void whatIsMoreThanAllGetsAllAndWaitsForIt() {
        assertThat(budget.portion()).isEqualTo(100);
        assertThat(budget.largest()).isEqualTo(1600);
        Grant one = budget.await(1, stop).orElseThrow();
        var all = CompletableFuture.supplyAsync(() -> budget.await(1000, stop).orElseThrow());
        assertThat(all).isNotCompleted();
        one.close();
        Awaitility.await().until(all::isDone);
        assertThat(budget.spare(1)).isEmpty();
        all.join().close();
        assertThat(budget.spare(1)).isPresent();
    }

    @Test
    void onlyHalfIsForThoseWhoDoNotWait() {
        Grant most = budget.await(300, stop).orElseThrow();
        assertThat(budget.spare(100)).isEmpty();
        assertThat(budget.spare(99)).isPresent();
        most.shrinkTo(0);
        most.close();
        assertThat(budget.spare(100)).isPresent();
    }

    @Test
    void theStopEndsTheWait() {
        budget.await(800, stop).orElseThrow();
        var waiting = CompletableFuture.supplyAsync(() -> budget.await(1, stop));
        assertThat(waiting).isNotCompleted();
        stop.request();
        assertThat(waiting.join()).isEmpty();
    }
}
