package io.redisstreams.http.connection;

import io.netty.channel.Channel;
import java.time.Duration;

/** Measures how a client reads what is written to it. Used only by the connection's event loop. */
final class Progress {
    private long written;
    private long takenAtMark;
    private long mark = System.nanoTime();

    void wrote(long bytes) {
        written += bytes;
    }

    /** Whether data waits, and the client has read less than {@code bytes} of it for this time. */
    boolean stalls(Channel channel, long leastBytes, Duration patience) {
        var waiting = channel.unsafe().outboundBuffer();
        long now = System.nanoTime();
        if (waiting == null || waiting.isEmpty()) {
            mark = now;
            return false;
        }
        long taken = written - waiting.totalPendingWriteBytes() + waiting.currentProgress();
        if (taken - takenAtMark >= leastBytes) {
            takenAtMark = taken;
            mark = now;
            return false;
        }
        return now - mark > patience.toNanos();
    }
}
