package io.redisstreams.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.http.problem.CallQueue.Call;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls are refused when those before them wait for too long, whatever their number. */
class CallQueueTest {
    private static final long PATIENCE = 750;

    private final CallQueue queue = new CallQueue(PATIENCE);

    @Test
    void manyCallsComeInWhileNoneWaitsLong() {
        assertThat(begin(10_000, 0)).doesNotContainNull();
    }

    @Test
    void callsAreRefusedWhileManyWaitLong() {
        List<Call> waiting = begin(100, 0);
        assertThat(queue.begin(PATIENCE)).isNotNull();
        assertThat(queue.begin(PATIENCE + 1)).isNull();
        waiting.forEach(queue::end);
        assertThat(queue.begin(PATIENCE + 1)).isNotNull();
    }

    @Test
    void aFewSlowCallsKeepNobodyOut() {
        begin(32, 0);
        begin(1000, 10 * PATIENCE);
        assertThat(queue.begin(10 * PATIENCE + 1)).isNotNull();
    }

    private List<Call> begin(int count, long now) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(queue.begin(now));
        }
        return calls;
    }
}
