package io.redisstreams.cli.inspect;

import io.redisstreams.cli.terminal.Figures;
import java.time.Duration;
import java.util.Map;

/**
 * Facts that the Redis server reports about itself.
 *
 * @param opsPerSecond commands a second, of late
 * @param maxMemory 0 for no limit
 */
public record Server(
        String version,
        String mode,
        long uptimeSeconds,
        long opsPerSecond,
        long clients,
        long usedMemory,
        long maxMemory,
        String evictionPolicy,
        boolean appendOnly) {
    /** @param info as INFO says it */
    public static Server of(Map<String, String> info) {
        return new Server(
                info.get("redis_version"),
                info.get("redis_mode"),
                number(info, "uptime_in_seconds"),
                number(info, "instantaneous_ops_per_sec"),
                number(info, "connected_clients"),
                number(info, "used_memory"),
                number(info, "maxmemory"),
                info.get("maxmemory_policy"),
                number(info, "aof_enabled") == 1);
    }

    String line() {
        return String.join(
                ", ",
                "Redis " + version,
                mode,
                "up " + Figures.time(Duration.ofSeconds(uptimeSeconds)),
                Figures.count(opsPerSecond) + " commands/s",
                Figures.count(clients) + " clients",
                Figures.bytes(usedMemory) + (maxMemory == 0 ? "" : " of " + Figures.bytes(maxMemory)),
                evictionPolicy,
                "append-only file " + (appendOnly ? "on" : "off"));
    }

    private static long number(Map<String, String> info, String name) {
        return Long.parseLong(info.getOrDefault(name, "0"));
    }
}
