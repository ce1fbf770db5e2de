package io.redisstreams.redis;

/**
 * A member of a group as Redis sees it.
 *
 * @param idleMillis since it last asked for something
 * @param inactiveMillis since it last got something; null before Redis 7.2, which does not tell
 */
public record ConsumerSample(String name, long pending, long idleMillis, Long inactiveMillis) {}
