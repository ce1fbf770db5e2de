package io.redisstreams.monitor;

/**
 * The state of a group at one time; null for what Redis did not report.
 *
 * @param at epoch milliseconds
 * @param processedPerSecond entries acknowledged since the point before
 */
public record GroupPoint(
        long at, Long lag, Long lagMillis, long pending, Long oldestPendingMillis, Double processedPerSecond) {}
