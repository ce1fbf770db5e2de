package io.redisstreams.redis;

/** The connections that the consumers of this instance need at most at the same time, from the configuration. */
public interface ConsumerConnections {
    int most();
}
