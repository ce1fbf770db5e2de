package io.redisstreams.http.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many calls run at once, and how long others wait for a place ({@code streams.api.overload.*}). */
@ConfigMapping(prefix = "streams.api.overload")
interface OverloadConfig {
    /** Calls of one kind that run at the same time: users, chat, tasks, logs, custom, batches, other changes, reads. */
    @WithDefault("256")
    int atOnce();

    /** How long a call waits for its turn before it is refused. Its client sends nothing meanwhile. */
    @WithDefault("3S")
    Duration after();
}
