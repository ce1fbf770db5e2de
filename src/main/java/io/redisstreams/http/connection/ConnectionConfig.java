package io.redisstreams.http.connection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How much of the service one connection, and all of them together, may use ({@code streams.http.*}). */
@ConfigMapping(prefix = "streams.http")
interface ConnectionConfig {
    /**
     * Names and addresses of the service, without ports; a call under another name gets a 421. Not set: every name is
     * accepted.
     */
    Optional<List<String>> hosts();

    /** Connections that are open at the same time. One client address may hold three quarters of them. */
    @WithDefault("4000")
    int maxConnections();

    /**
     * Requests that one connection may send before it gets their responses; the service reads no more until it has
     * responded.
     */
    @WithDefault("16")
    int maxPipelined();

    /** Time for a new connection, or for a request after its first byte, to send the whole header. */
    @WithDefault("10S")
    Duration headerTimeout();

    /** Time for the body of a request to arrive. */
    @WithDefault("30S")
    Duration bodyTimeout();

    /** How long a connection stays open between two requests. */
    @WithDefault("75S")
    Duration idleTimeout();

    /** How long a client may read nothing of its response. */
    @WithDefault("30S")
    Duration writeTimeout();

    /**
     * Bytes of responses that wait for their clients, over all connections. Above it, calls of the API get a 503, and
     * clients that read less than 64 KB a second are disconnected.
     */
    @WithDefault("32M")
    MemorySize maxUnsent();
}
