package io.redisstreams.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How closely the service looks at itself. */
@ConfigMapping(prefix = "streams.monitoring")
public interface MonitoringConfig {
    /** Whether servers are asked how they stand when nobody asks for it: not by a command that runs for a moment. */
    @WithDefault("true")
    boolean enabled();

    /** How often Redis is asked how its streams stand while somebody looks. */
    @WithDefault("1S")
    Duration sampleEvery();

    /** How often while nobody looks: for the metrics. */
    @WithDefault("15S")
    Duration idleEvery();

    /** How often PostgreSQL is asked for what is unfinished. */
    @WithDefault("5S")
    Duration countEvery();

    /** Streams that are sampled; those of the configuration first. */
    @WithDefault("200")
    int maxStreams();

    /** Streams that are tailed at the same time: each holds a connection to Redis. */
    @WithDefault("16")
    int maxTails();

    /** Connections with live tails or feeds. */
    @WithDefault("500")
    int maxListeners();

    /** How many of them one client address may hold. Behind a proxy, the proxy's address counts unless it is trusted. */
    @WithDefault("100")
    int maxListenersPerClient();

    /** How long an open connection may be silent before a comment shows that it lives. */
    @WithDefault("15S")
    Duration heartbeat();
}
