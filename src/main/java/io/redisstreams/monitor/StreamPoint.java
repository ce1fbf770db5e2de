package io.redisstreams.monitor;

/**
 * How a stream stood at one moment.
 *
 * @param at epoch milliseconds
 * @param publishedPerSecond since the moment before; null when there was none, or the stream began anew
 */
public record StreamPoint(long at, long length, Double publishedPerSecond) {}
