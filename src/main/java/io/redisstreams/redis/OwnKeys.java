package io.redisstreams.redis;

/**
 * The names of the Redis keys that the service keeps for itself. They begin with a character that no stream name may
 * begin with, so publishers cannot write them.
 */
public final class OwnKeys {
    /** The prefix of every key of the service, and of no stream. */
    public static final String PREFIX = "_redis-streams-service:";

    private OwnKeys() {}

    public static String of(String name) {
        return PREFIX + name;
    }

    /** The ids that publishers chose for events of the stream: a hash in the stream's own hash slot. */
    public static String ids(String stream) {
        return of("ids:" + tagged(stream));
    }

    public static String olderIds(String stream) {
        return of("older-ids:" + tagged(stream));
    }

    /** Redis Cluster hashes the part between the first braces, otherwise the whole key. */
    private static String tagged(String stream) {
        return stream.indexOf('{') >= 0 ? stream : '{' + stream + '}';
    }

    public static boolean isOwn(String key) {
        return key.startsWith(PREFIX);
    }
}
