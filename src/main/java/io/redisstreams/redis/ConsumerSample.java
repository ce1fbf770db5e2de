package io.redisstreams.redis;

/**
 * A member of a group as Redis reports it.
 *
 * @param idleMillis since its last read
 * @param inactiveMillis since it last received an entry; null before Redis 7.2, which does not report it
 */
public record ConsumerSample(String name, long pending, long idleMillis, Long inactiveMillis) {}
