package io.redisstreams.monitor;

/**
 * How a group stood at one moment; null for what Redis could not tell.
 *
 * @param at epoch milliseconds
 * @param processedPerSecond entries acknowledged since the moment before
 */
public record GroupPoint(
        long at, Long lag, Long lagMillis, long pending, Long oldestPendingMillis, Double processedPerSecond) {}
