package io.redisstreams.redis;

/** The connections that the consumers of this instance may need at the same time, from the configuration. */
public interface ConsumerConnections {
    int most();
}
