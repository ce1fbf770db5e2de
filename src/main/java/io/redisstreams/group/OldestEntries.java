package io.redisstreams.group;

import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.redis.EntryId;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the oldest entry that a group may still get: the first of its stream, or one that is pending. */
@ApplicationScoped
public class OldestEntries {
    private static final String BEFORE_ALL = "0-0";

    /** Returns the first id of the stream, and the lowest pending one of each group. */
    private static final String IDS = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
            local ids = {}
            local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
            if first then ids[1] = first[1] end
            for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
              local field = {}
              for i = 1, #group, 2 do field[group[i]] = group[i + 1] end
              if field['pending'] > 0 then
                ids[#ids + 1] = redis.call('XPENDING', KEYS[1], field['name'])[2]
              end
            end
            return ids""";

    private final RedisDataSource redis;

    OldestEntries(RedisDataSource redis) {
        this.redis = redis;
    }

    /**
     * Null when the stream has none; the lowest id of all when the key is no stream, because then nothing is known.
     * Blocks.
     */
    public String of(String stream) {
        try {
            String oldest = null;
            for (Response id : redis.execute("EVAL", IDS, "1", stream)) {
                if (oldest == null || EntryId.compare(id.toString(), oldest) < 0) {
                    oldest = id.toString();
                }
            }
            return oldest;
        } catch (RuntimeException failure) {
            if (!RedisErrors.wrongType(failure)) {
                throw failure;
            }
            return BEFORE_ALL;
        }
    }
}
