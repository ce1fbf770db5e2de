package io.redisstreams.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the API ({@code streams.api.*}). */
@ConfigMapping(prefix = "streams.api")
interface ApiConfig {
    /** Whether more than probes and metrics is served. */
    @WithDefault("true")
    boolean enabled();
}
