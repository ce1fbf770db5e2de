package io.redisstreams.consume;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.ReactiveStreamCommands;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import io.redisstreams.redis.RedisClients;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A consumer group on its stream: creates, joins, acknowledges, on the readers' client, where calls may block. */
@ApplicationScoped
class GroupStream {
    private final StreamCommands<String, String, String> streams;
    private final ReactiveStreamCommands<String, String, String> later;
    private final GroupStore store;

    GroupStream(@RedisClientName("consumers") RedisDataSource redis, GroupStore store) {
        this.streams = redis.stream(String.class);
        this.later = redis.getReactive().stream(String.class);
        this.store = store;
    }

    /**
     * Makes sure that the group and its stream exist. A group that Redis lost begins again at its first start: the
     * events that it has handled since are in the event log, and are only acknowledged.
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

    void destroy(GroupSettings group) {
        streams.xgroupDestroy(group.stream(), group.name());
    }

    /**
     * Makes the consumer a member of the group, so that monitoring shows it while it waits; Redis adds a member only
     * with its first entry.
     */
    void join(GroupSettings group, String consumer) {
        streams.xgroupCreateConsumer(group.stream(), group.name(), consumer);
    }

    void acknowledge(GroupSettings group, List<String> messageIds) {
        acknowledgeAsync(group, messageIds).await().indefinitely();
    }

    /** Sends the acknowledgement at once; after its answer the entries are no longer pending. */
    Uni<?> acknowledgeAsync(GroupSettings group, List<String> messageIds) {
        return messageIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : sent(later.xack(group.stream(), group.name(), messageIds.toArray(String[]::new)));
    }

    private <T> Uni<T> sent(Uni<T> command) {
        Uni<T> answer = command.ifNoItem()
                .after(RedisClients.CONSUMING_TIMEOUT)
                .fail()
                .memoize()
                .indefinitely();
        answer.subscribe().with(done -> {}, failure -> {});
        return answer;
    }
}
