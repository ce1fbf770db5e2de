package io.redisstreams.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How closely the service monitors itself. */
@ConfigMapping(prefix = "streams.monitoring")
public interface MonitoringConfig {
    /** Whether servers are polled without a request for it: false in a command that runs for a moment. */
    @WithDefault("true")
    boolean enabled();

    /** How often the streams are read from Redis while a client watches. */
    @WithDefault("1S")
    Duration sampleEvery();

    /** How often they are read while no client watches: for the metrics. */
    @WithDefault("15S")
    Duration idleEvery();

    /** How often unfinished events are counted in PostgreSQL. */
    @WithDefault("5S")
    Duration countEvery();

    /** How often what was counted is written to PostgreSQL, for the charts of a day. */
    @WithDefault("10S")
    Duration historyEvery();

    /** How far back these charts can go: each minute is a row for each group and event type. */
    @WithDefault("25H")
    Duration history();

    /** Streams that are sampled; those of the configuration first. */
    @WithDefault("200")
    int maxStreams();

    /** Streams that are tailed at the same time: each needs a connection to Redis. */
    @WithDefault("16")
    int maxTails();

    /** Connections with live tails or feeds. */
    @WithDefault("500")
    int maxListeners();

    /**
     * How many of them one client address may hold. Behind a proxy that is not trusted, all clients share the proxy's
     * address.
     */
    @WithDefault("100")
    int maxListenersPerClient();

    /** How long an open connection may be silent before a comment keeps it alive. */
    @WithDefault("15S")
    Duration heartbeat();
}
