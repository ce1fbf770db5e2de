package io.redisstreams.stream;

import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Turns {@code start-from} into an entry id that still means the same when the group is created again. */
final class StartPosition {
    private static final String BEGINNING = "0-0";

    private final RedisDataSource redis;

    StartPosition(RedisDataSource redis) {
        this.redis = redis;
    }

    /** {@code $} is the last entry of this moment; a time is the id before its first entry. */
    String resolve(GroupSettings group) {
        String from = group.startFrom();
        if (from.equals("$")) {
            return StreamReplies.lastId(redis, group.stream());
        }
        return from.matches("\\d+(-\\d+)?") ? from : beforeTime(group, from);
    }

    /** The kept id; but the beginning when it was the last entry of a stream that has begun anew since, at lower ids. */
    String stillThere(GroupSettings group, String kept) {
        boolean wasLast = group.startFrom().equals("$");
        return wasLast && EntryId.compare(StreamReplies.lastId(redis, group.stream()), kept) < 0 ? BEGINNING : kept;
    }

    private static String beforeTime(GroupSettings group, String time) {
        try {
            long millis = Instant.parse(time).toEpochMilli();
            return (millis - 1) + "-" + Long.toUnsignedString(-1);
        } catch (DateTimeParseException neither) {
            throw new IllegalArgumentException("streams.groups.\"" + group.name() + "\".start-from is '" + time
                    + "'; it must be 0, $, an entry id or an ISO-8601 time");
        }
    }
}
