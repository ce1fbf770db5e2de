package io.redisstreams.consume;

import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the engine share: real servers, groups of their own, and nodes that end with the test. */
public abstract class EngineTest {
    @Inject
    protected TestEngine engine;

    @Inject
    protected Effects effects;

    @AfterEach
    void stopNodes() {
        engine.stopNodes();
    }

    /** Waits for what should be there in a moment; the limit is for slow machines. */
    public static ConditionFactory await() {
        return Awaitility.await();
    }

    /** Looks for as long as given whether something stays as it is. */
    protected static ConditionFactory always(Duration time) {
        return Awaitility.await().during(time).atMost(time.plusSeconds(5));
    }
}
