package io.redisstreams.monitor;

/**
 * The state of a stream at one time.
 *
 * @param at epoch milliseconds
 * @param publishedPerSecond since the point before; null when there was none, or the stream was created anew
 */
public record StreamPoint(long at, long length, Double publishedPerSecond) {}
