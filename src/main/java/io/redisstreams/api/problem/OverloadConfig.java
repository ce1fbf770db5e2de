package io.redisstreams.api.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When calls are refused ({@code streams.api.overload.*}). */
@ConfigMapping(prefix = "streams.api.overload")
interface OverloadConfig {
    /** How long many publishing calls may wait for their answers before others are refused; below publish-timeout. */
    @WithDefault("750MS")
    Duration after();
}
