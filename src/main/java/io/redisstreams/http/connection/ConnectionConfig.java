package io.redisstreams.http.connection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one connection, and all of them together, may take from the service ({@code streams.http.*}). */
@ConfigMapping(prefix = "streams.http")
interface ConnectionConfig {
    /**
     * Names and addresses under which the service is called, without ports; calls under others are answered 421. Not set: it
     * is called under any.
     */
    Optional<List<String>> hosts();

    /** Connections that are open at the same time. One client address may hold three quarters of them. */
    @WithDefault("4000")
    int maxConnections();

    /** Requests that one connection may send ahead of their answers; the service reads no more until it has answered. */
    @WithDefault("16")
    int maxPipelined();

    /** Time for a new connection, or for a request whose first byte is there, to send the whole header. */
    @WithDefault("10S")
    Duration headerTimeout();

    /** Time for the body of a request to arrive. */
    @WithDefault("30S")
    Duration bodyTimeout();

    /** How long a connection stays open between two requests. */
    @WithDefault("75S")
    Duration idleTimeout();

    /** How long a client may take nothing of its answer. */
    @WithDefault("30S")
    Duration writeTimeout();

    /**
     * Bytes of answers that wait for their clients, over all connections. Above it, calls of the API are answered 503, and
     * clients that read less than 64 KB a second are cut off.
     */
    @WithDefault("32M")
    MemorySize maxUnsent();
}
