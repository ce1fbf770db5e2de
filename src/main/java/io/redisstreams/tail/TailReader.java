package io.redisstreams.tail;

import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.consume.Loop;
import io.redisstreams.process.Stop;
import io.redisstreams.redis.EntryId;
import io.redisstreams.redis.EntryPages.EntryPage;
import io.redisstreams.redis.EntryPages.Shown;
import io.redisstreams.redis.EntryScripts;
import io.redisstreams.redis.StreamReplies;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the new entries of one stream for all its listeners. */
final class TailReader implements Loop.Turn {
    /** The most entries of one read. */
    static final long MOST_BYTES = 2 * 1024 * 1024;
    /** The most bytes of a payload: the API's limit. Longer ones are cut. */
    private static final long FIELD_BYTES = MOST_BYTES / 8;

    private static final String COUNT = "100";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BLOCK = Duration.ofSeconds(1);

    private final String stream;
    private final RedisDataSource redis;
    private final Set<Tail> tails = ConcurrentHashMap.newKeySet();
    private final Stop stop = new Stop();
    private String position;

    /** @param lastId the entry after which it begins */
    TailReader(String stream, String lastId, RedisDataSource redis) {
        this.stream = stream;
        this.redis = redis;
        this.position = lastId;
    }

    Stop stop() {
        return stop;
    }

    Set<Tail> tails() {
        return tails;
    }

    @Override
    public void take() {
        List<Shown> found = newEntries();
        if (found.isEmpty()) {
            await();
        } else {
            position = found.get(found.size() - 1).entry().messageId();
            found.stream().map(TailedEntry::new).forEach(entry -> tails.forEach(tail -> tail.live(entry)));
        }
    }

    private List<Shown> newEntries() {
        List<String> args = List.of("XRANGE", "(" + position, "+", COUNT);
        return EntryScripts.run(redis.getReactive(), EntryScripts.PAGE, stream, MOST_BYTES, FIELD_BYTES, args)
                .map(reply -> EntryPage.of(EntryScripts.batch(stream, reply)).entries())
                .await()
                .atMost(PATIENCE);
    }

    /** The blocking read returns whole entries, so they are read again with a bound on bytes. */
    private void await() {
        var arrived = redis.execute(
                "XREAD", "COUNT", "1", "BLOCK", Long.toString(BLOCK.toMillis()), "STREAMS", stream, position);
        if (arrived == null) {
            beginAgainIfRedisDid();
        }
    }

    /** A stream that was deleted may start again at lower ids, which would never be after the position. */
    private void beginAgainIfRedisDid() {
        String lastId = StreamReplies.lastId(redis, stream);
        if (EntryId.compare(lastId, position) < 0) {
            position = lastId;
        }
    }
}
