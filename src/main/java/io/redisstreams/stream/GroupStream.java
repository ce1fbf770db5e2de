package io.redisstreams.stream;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** A consumer group on its stream: create, read, acknowledge. Calls block, on the client of the readers. */
@ApplicationScoped
class GroupStream {
    private final StreamCommands<String, String, String> streams;
    private final GroupStore store;

    GroupStream(@RedisClientName("consumers") RedisDataSource redis, GroupStore store) {
        this.streams = redis.stream(String.class);
        this.store = store;
    }

    /**
     * Makes sure that the group is there, and its stream. A group that Redis lost begins again where it first began:
     * what it has handled since is in the event log, and is only acknowledged.
     */
    void ensure(GroupSettings group) {
        String start = store.startOf(group);
        try {
            streams.xgroupCreate(group.stream(), group.name(), start, new XGroupCreateArgs().mkstream());
        } catch (RuntimeException failure) {
            if (!RedisErrors.groupExists(failure)) {
                throw failure;
            }
        }
    }

    /** Makes the consumer a member of the group, which Redis else does with its first entry: who waits shall be seen. */
    void join(GroupSettings group, String consumer) {
        streams.xgroupCreateConsumer(group.stream(), group.name(), consumer);
    }

    /** New entries, waiting for them at most {@code block}; none: an empty list. */
    List<Entry> read(GroupSettings group, String consumer, Duration block) {
        var args = new XReadGroupArgs().count(group.batchSize()).block(block);
        var messages = streams.xreadgroup(group.name(), consumer, group.stream(), ">", args);
        return messages == null ? List.of() : messages.stream().map(Entry::of).toList();
    }

    void acknowledge(GroupSettings group, List<String> messageIds) {
        if (!messageIds.isEmpty()) {
            streams.xack(group.stream(), group.name(), messageIds.toArray(String[]::new));
        }
    }
}
