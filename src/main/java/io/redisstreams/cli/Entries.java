package io.redisstreams.cli;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XReadArgs;
import io.redisstreams.cli.terminal.Terminal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reads entries without a group, on the client whose connections may block. */
@ApplicationScoped
class Entries {
    private static final Duration BLOCK = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private final StreamCommands<String, String, String> streams;
    private boolean away;

    Entries(@RedisClientName("consumers") RedisDataSource redis) {
        this.streams = redis.stream(String.class);
    }

    /** The end is the id of the current last entry, so that no entry is missed between two reads. Fails when Redis is away. */
    String resolve(String stream, Position position) {
        var last = streams.xrevrange(stream, StreamRange.of("+", "-"), 1);
        if (!position.after().equals(Position.END)) {
            return position.after();
        }
        return last.isEmpty() ? "0-0" : last.get(0).id();
    }

    /** Returns the next entries, and waits a while for them; none when Redis went away, which is reported once. */
    List<StreamEntry> read(String stream, String after, long atMost) {
        try {
            var args = new XReadArgs().count((int) Math.min(PAGE, atMost)).block(BLOCK);
            var messages = streams.xread(stream, after, args);
            away = false;
            return messages == null
                    ? List.of()
                    : messages.stream().map(StreamEntry::of).toList();
        } catch (RuntimeException failure) {
            String line = Faults.line(failure).orElseThrow(() -> failure);
            if (!away) {
                Terminal.note(line + "; trying again");
            }
            away = true;
            LockSupport.parkNanos(PAUSE.toNanos());
            return List.of();
        }
    }
}
