package io.redisstreams.monitor;

import io.redisstreams.eventlog.EventLogCounts.TypeCount;
import io.redisstreams.redis.StreamState;
import java.util.List;

record StatsResponse(Stats stats) {
    /**
     * @param pending what still waits: in Redis for its groups, in the event log for a retry, in the outbox for Redis
     * @param streams null when Redis is away; {@code pending} then is what PostgreSQL knows
     */
    record Stats(
            long total,
            long processed,
            long pending,
            long errors,
            List<TypeCount> eventTypes,
            List<StreamState> streams) {}
}
