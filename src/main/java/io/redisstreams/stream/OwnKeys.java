package io.redisstreams.stream;

/**
 * The names of the Redis keys that the service keeps for itself. Their prefix begins with a character that no stream name may
 * begin with, so no publisher can write them.
 */
final class OwnKeys {
    /** Every key of the service, and no stream of it, begins with this. */
    static final String PREFIX = "_redis-streams-service:";

    private OwnKeys() {}

    static String of(String name) {
        return PREFIX + name;
    }

    /** The ids that publishers chose for events of the stream: a hash in the stream's own hash slot. */
    static String ids(String stream) {
        return of("ids:" + tagged(stream));
    }

    static String olderIds(String stream) {
        return of("older-ids:" + tagged(stream));
    }

    /** Redis Cluster hashes what is between the first braces, else the whole key. */
    private static String tagged(String stream) {
        return stream.indexOf('{') >= 0 ? stream : '{' + stream + '}';
    }

    static boolean isOwn(String key) {
        return key.startsWith(PREFIX);
    }
}
