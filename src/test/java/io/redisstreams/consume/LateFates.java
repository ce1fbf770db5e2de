package io.redisstreams.consume;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.group.Fates;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import java.util.List;

/** Looks into Redis only after something else has happened. */
public final class LateFates {
    private LateFates() {}

    public static Fates after(Runnable before, ReactiveRedisDataSource redis, GroupStore store) {
        return new Fates(redis, store) {
            @Override
            public List<EntryFates> of(String stream, List<GroupSettings> groups, List<String> messageIds) {
                before.run();
                return super.of(stream, groups, messageIds);
            }
        };
    }
}
