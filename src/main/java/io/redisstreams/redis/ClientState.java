package io.redisstreams.redis;

import java.time.Duration;
import java.time.Instant;

/**
 * How one of the two Redis clients stands.
 *
 * @param name {@link RedisClients#PUBLISHING} or {@link RedisClients#CONSUMING}
 * @param usable whether its commands are answered
 * @param since when this began
 * @param error why it is not usable, in Redis's or the network's words; null when it is
 * @param brokenFor for how long Redis has answered new connections and not this client, which is our fault and not that of
 *     Redis; null when this is not so
 */
public record ClientState(String name, boolean usable, Instant since, String error, Duration brokenFor) {}
