package io.redisstreams.redis;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of one of the two Redis clients.
 *
 * @param name {@link RedisClients#PUBLISHING} or {@link RedisClients#CONSUMING}
 * @param usable whether Redis answers its commands
 * @param since when this state began
 * @param error why it is not usable, in Redis's or the network's words; null when it is usable
 * @param brokenFor how long Redis has answered new connections but not this client, which is the service's fault and not
 *     that of Redis; null when this is not the case
 */
public record ClientState(String name, boolean usable, Instant since, String error, Duration brokenFor) {}
