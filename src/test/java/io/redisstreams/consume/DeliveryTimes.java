package io.redisstreams.consume;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Puts the times at which pending entries were delivered into the future, as when Redis's clock is set back. No command does
 * it (XCLAIM takes such a time for now), so the stream is dumped, changed, and restored.
 */
final class DeliveryTimes {
    private static final long RECENT = Duration.ofMinutes(1).toMillis();
    private static final int CHECKSUM = Long.BYTES;

    private final RedisDataSource redis;

    DeliveryTimes(RedisDataSource redis) {
        this.redis = redis;
    }

    void later(String stream, Duration shift) {
        byte[] dump = send(Request.cmd(Command.DUMP).arg(stream)).toBuffer().getBytes();
        long now = redis.execute("TIME").get(0).toLong() * 1000 + 1000;
        ByteBuffer bytes = ByteBuffer.wrap(dump).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Long.BYTES <= dump.length - CHECKSUM; at++) {
            long time = bytes.getLong(at);
            if (time > now - RECENT && time <= now) {
                bytes.putLong(at, time + shift.toMillis());
            }
        }
        bytes.putLong(dump.length - CHECKSUM, checksum(dump, dump.length - CHECKSUM));
        send(Request.cmd(Command.RESTORE)
                .arg(stream)
                .arg("0")
                .arg(Buffer.buffer(dump))
                .arg("REPLACE"));
    }

    private Response send(Request request) {
        return redis.getReactive().getRedis().send(request).await().atMost(Duration.ofSeconds(10));
    }

    /** CRC-64 of Jones, as Redis puts it behind a dump. */
    private static long checksum(byte[] bytes, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) == 0 ? sum >>> 1 : sum >>> 1 ^ 0x95AC9329AC4BC9B5L;
            }
        }
        return sum;
    }
}
