package io.redisstreams.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "streams.outbox")
interface OutboxConfig {
    /** How long a publisher waits for the Redis id of its event before it gets an answer without the id. */
    @WithDefault("500MS")
    Duration answerTimeout();

    /** How often the sweep looks for rows that are due, or that an instance left behind when it died. */
    @WithDefault("250MS")
    Duration sweepEvery();

    /** The sweep leaves younger rows to the instance that wrote them. */
    @WithDefault("2S")
    Duration sweepAfter();

    /** When some group has not logged a published event after this time, the reconciler looks for it in Redis. */
    @WithDefault("5M")
    Duration reconcileAfter();

    @WithDefault("30S")
    Duration reconcileEvery();

    /** How many events may wait for their time ({@code deliverAt}); a call that schedules more gets a 429. */
    @WithDefault("100000")
    int maxScheduled();

    /** How many of them one caller may have, where callers have names; one more is answered 429. */
    @WithDefault("20000")
    int maxScheduledPerCaller();

    /** How often rows are removed that every group has in its event log. */
    @WithDefault("10S")
    Duration cleanEvery();
}
