package io.redisstreams.http.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "streams.search")
interface SearchConfig {
    /** Searches of one kind that run at the same time in this instance. */
    @WithDefault("4")
    int concurrency();

    /** How long a search may take before it fails with the advice to ask for less. */
    @WithDefault("5S")
    Duration timeout();
}
