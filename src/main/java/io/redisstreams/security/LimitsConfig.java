package io.redisstreams.security;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What one caller may publish each second ({@code streams.limits.*}), a burst twice as much. The limits hold for callers
 * that have a name, so not in the mode {@code none}, and in each instance by itself.
 */
@ConfigMapping(prefix = "streams.limits")
interface LimitsConfig {
    /** Publishing calls. */
    @WithDefault("2000")
    int calls();

    /** Events in them. */
    @WithDefault("20000")
    int events();

    /** Bytes of their bodies. */
    @WithDefault("32M")
    MemorySize bytes();
}
