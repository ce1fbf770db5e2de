package io.redisstreams.monitor.view;

import java.util.Map;

/** The fields of INFO that help to judge the server; null for a field that this server does not report. */
record RedisInfoView(
        String version,
        String mode,
        String role,
        Long uptimeSeconds,
        Long connectedClients,
        Long blockedClients,
        Long connectedReplicas,
        Long usedMemoryBytes,
        Long maxMemoryBytes,
        String maxMemoryPolicy,
        Double fragmentationRatio,
        Long opsPerSecond,
        Long totalCommands,
        Long evictedKeys,
        Long expiredKeys,
        boolean appendOnly,
        boolean lastSaveOk,
        Long keys) {
    static RedisInfoView of(Map<String, String> info) {
        return new RedisInfoView(
                info.get("redis_version"),
                info.get("redis_mode"),
                info.get("role"),
                number(info.get("uptime_in_seconds")),
                number(info.get("connected_clients")),
                number(info.get("blocked_clients")),
                number(info.get("connected_slaves")),
                number(info.get("used_memory")),
                number(info.get("maxmemory")),
                info.get("maxmemory_policy"),
                decimal(info.get("mem_fragmentation_ratio")),
                number(info.get("instantaneous_ops_per_sec")),
                number(info.get("total_commands_processed")),
                number(info.get("evicted_keys")),
                number(info.get("expired_keys")),
                "1".equals(info.get("aof_enabled")),
                "ok".equals(info.get("rdb_last_bgsave_status")) && !"err".equals(info.get("aof_last_write_status")),
                keys(info));
    }

    /** For example {@code db0:keys=9,expires=0,avg_ttl=0}. */
    private static Long keys(Map<String, String> info) {
        return info.entrySet().stream()
                .filter(line -> line.getKey().matches("db\\d+"))
                .mapToLong(line -> number(line.getValue().replaceAll("keys=(\\d+).*", "$1")))
                .sum();
    }

    private static Long number(String text) {
        return text == null || !text.matches("\\d{1,18}") ? null : Long.valueOf(text);
    }

    private static Double decimal(String text) {
        return text == null || !text.matches("\\d+(\\.\\d+)?") ? null : Double.valueOf(text);
    }
}
