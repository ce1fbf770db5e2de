package io.redisstreams.http.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When calls are refused ({@code streams.api.overload.*}). */
@ConfigMapping(prefix = "streams.api.overload")
interface OverloadConfig {
    /** How long many publishing calls may wait for their answers before others are refused. To refuse costs nearly as much as to
     * publish, and callers that come again at once pay with the time of those that wait: too short a time refuses more.
     */
    @WithDefault("3S")
    Duration after();
}
