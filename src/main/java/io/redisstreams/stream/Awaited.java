package io.redisstreams.stream;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells whether a group will still get an entry, now that it has not logged it. */
@ApplicationScoped
public class Awaited {
    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> streams;

    Awaited(RedisDataSource redis) {
        this.redis = redis;
        this.streams = redis.stream(String.class);
    }

    /**
     * True when the entry is in its stream, and the group has either not come to it or has it pending. False when Redis
     * lost the entry (FLUSHALL, a failover to a replica that lagged), or the group passed it without a trace: somebody
     * deleted a consumer with all that was pending for it. A group that is not there will be created again. Blocks.
     */
    public boolean by(GroupSettings group, String messageId) {
        try {
            return awaits(group, messageId);
        } catch (RuntimeException failure) {
            if (!RedisErrors.wrongType(failure)) {
                throw failure;
            }
            return false;
        }
    }

    private boolean awaits(GroupSettings group, String messageId) {
        if (streams.xrange(group.stream(), StreamRange.of(messageId, messageId), 1)
                .isEmpty()) {
            return false;
        }
        String lastDelivered = lastDelivered(group);
        return lastDelivered == null
                || EntryId.compare(lastDelivered, messageId) < 0
                || !streams.xpending(group.stream(), group.name(), StreamRange.of(messageId, messageId), 1)
                        .isEmpty();
    }

    private String lastDelivered(GroupSettings group) {
        for (Response info : redis.execute("XINFO", "GROUPS", group.stream())) {
            if (info.get("name").toString().equals(group.name())) {
                return info.get("last-delivered-id").toString();
            }
        }
        return null;
    }
}
