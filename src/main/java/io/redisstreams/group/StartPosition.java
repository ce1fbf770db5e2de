package io.redisstreams.group;

import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.redis.EntryId;
import io.redisstreams.redis.StreamReplies;
import java.time.DateTimeException;

/** Turns {@code start-from} into an entry id that keeps its meaning when the group is created again. */
final class StartPosition {
    private static final String BEGINNING = "0-0";
    private static final String LAST = "$";

    private final RedisDataSource redis;

    StartPosition(RedisDataSource redis) {
        this.redis = redis;
    }

    /** {@code $} becomes the current last entry; a time becomes the id before its first entry. */
    String resolve(GroupSettings group) {
        return isLast(group) ? StreamReplies.lastId(redis, group.stream()) : fixed(group.startFrom());
    }

    /**
     * Returns the stored id; but the beginning when the stored id was the last entry of a stream that was since created
     * anew at lower ids.
     */
    String stillThere(GroupSettings group, String kept) {
        return isLast(group) ? effective(group, kept, StreamReplies.lastId(redis, group.stream())) : kept;
    }

    /**
     * Where the group begins, or would begin if it was created now.
     *
     * @param kept null when it is not decided yet
     * @param lastId the last id that the stream assigned
     */
    static String effective(GroupSettings group, String kept, String lastId) {
        if (kept == null) {
            return isLast(group) ? lastId : fixed(group.startFrom());
        }
        return isLast(group) && EntryId.compare(lastId, kept) < 0 ? BEGINNING : kept;
    }

    private static boolean isLast(GroupSettings group) {
        return group.startFrom().equals(LAST);
    }

    /** Whether it is 0, $, an entry id or an ISO-8601 time. */
    static boolean isValid(String from) {
        try {
            return from.equals(LAST) || !fixed(from).isEmpty();
        } catch (DateTimeException neither) {
            return false;
        }
    }

    private static String fixed(String from) {
        return from.matches("\\d+(-\\d+)?") ? from : EntryId.before(from);
    }
}
