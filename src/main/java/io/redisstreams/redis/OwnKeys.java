package io.redisstreams.redis;

/**
 * The names of the Redis keys that the service keeps for itself. Their prefix begins with a character that no stream name may
 * begin with, so no publisher can write them.
 */
public final class OwnKeys {
    /** Every key of the service, and no stream of it, begins with this. */
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

    /** Redis Cluster hashes what is between the first braces, else the whole key. */
    private static String tagged(String stream) {
        return stream.indexOf('{') >= 0 ? stream : '{' + stream + '}';
    }

    public static boolean isOwn(String key) {
        return key.startsWith(PREFIX);
    }
}
