package io.redisstreams.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "streams.outbox")
interface OutboxConfig {
    /** How long a publisher waits for the Redis id of its event before it is answered without. */
    @WithDefault("500MS")
    Duration answerTimeout();

    /** How often rows are looked for that are due, or were left behind by an instance that died. */
    @WithDefault("250MS")
    Duration sweepEvery();

    /** Rows younger than this are left to the instance that wrote them. */
    @WithDefault("2S")
    Duration sweepAfter();

    /** A published event that some group has not logged after this time is looked for in Redis. */
    @WithDefault("5M")
    Duration reconcileAfter();

    @WithDefault("30S")
    Duration reconcileEvery();

    /** How many events may wait for their time ({@code deliverAt}); scheduling more is answered 429. */
    @WithDefault("100000")
    int maxScheduled();

    /** How often rows are removed that every group has in its event log. */
    @WithDefault("10S")
    Duration cleanEvery();
}
