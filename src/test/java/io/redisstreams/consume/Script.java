package io.redisstreams.consume;

/**
 * What a {@link ScriptedHandler} does with an event, told by the event itself.
 *
 * @param failures how many of its first runs fail
 * @param failure how they fail: an exception unless {@code bad}, {@code error}, {@code stack}, {@code memory}, {@code class}, {@code sql}, {@code redis},
 *     {@code session} (PostgreSQL ends the session before the commit), or a SQLSTATE that PostgreSQL raises: {@code
 *     state:40P01}, {@code swallowed:40P01}, {@code hidden:40P01} (thrown without its cause)
 * @param sleepMillis how long each run takes
 */
public record Script(int failures, String failure, long sleepMillis) {
    public static final String TYPE = "test.scripted";
    public static final String FINE = "{}";
    public static final String ALWAYS_FAILS = failing(Integer.MAX_VALUE);

    public static String failing(int failures) {
        return "{\"failures\":" + failures + "}";
    }

    public static String failing(int failures, String failure) {
        return "{\"failures\":" + failures + ",\"failure\":\"" + failure + "\"}";
    }

    public static String sleeping(long millis) {
        return "{\"sleepMillis\":" + millis + "}";
    }
}
