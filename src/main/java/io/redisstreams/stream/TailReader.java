package io.redisstreams.stream;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.XReadArgs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads what is published to one stream, for all who listen to it. */
final class TailReader implements Loop.Turn {
    private static final int COUNT = 100;
    private static final Duration BLOCK = Duration.ofSeconds(1);

    private final String stream;
    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> streams;
    private final Set<Tail> tails = ConcurrentHashMap.newKeySet();
    private final Stop stop = new Stop();
    private String position;

    /** @param lastId the entry after which it begins */
    TailReader(String stream, String lastId, RedisDataSource redis) {
        this.stream = stream;
        this.redis = redis;
        this.streams = redis.stream(String.class);
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
        var messages =
                streams.xread(stream, position, new XReadArgs().count(COUNT).block(BLOCK));
        if (messages == null || messages.isEmpty()) {
            beginAgainIfRedisDid();
            return;
        }
        List<TailedEntry> entries = messages.stream()
                .map(message -> new TailedEntry(Entry.of(message)))
                .toList();
        position = entries.get(entries.size() - 1).entry().messageId();
        entries.forEach(entry -> tails.forEach(tail -> tail.live(entry)));
    }

    /** A stream that was deleted may begin anew at lower ids, which would never be after the position. */
    private void beginAgainIfRedisDid() {
        String lastId = StreamReplies.lastId(redis, stream);
        if (EntryId.compare(lastId, position) < 0) {
            position = lastId;
        }
    }
}
