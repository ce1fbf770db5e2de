package io.redisstreams.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.event.EntryCodec;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parses Redis's replies about streams. Redis's nil becomes null. */
public final class StreamReplies {
    private StreamReplies() {}

    /** Parses a reply of XRANGE and similar commands. */
    static List<Entry> entries(String stream, Response reply) {
        List<Entry> entries = new ArrayList<>();
        if (reply != null) {
            reply.forEach(entry -> entries.add(entry(stream, entry)));
        }
        return entries;
    }

    public static Entry entry(String stream, Response reply) {
        if (reply == null || reply.size() == 0) {
            return null;
        }
        String messageId = reply.get(0).toString();
        Response pairs = reply.get(1);
        Map<String, Response> fields = new HashMap<>();
        for (int i = 0; pairs != null && i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1));
        }
        return entry(stream, messageId, fields);
    }

    /** @param fields by name */
    public static Entry entry(String stream, String messageId, Map<String, Response> fields) {
        Map<String, String> texts = new HashMap<>();
        fields.forEach((name, value) -> texts.put(name, value.toString()));
        Response payload = fields.get(EntryCodec.PAYLOAD);
        return new Entry(
                messageId,
                EntryCodec.decode(stream, messageId, texts),
                payload == null ? null : unlessUtf8(payload.toString(), payload));
    }

    /** Java replaces bytes that are not valid UTF-8 by U+FFFD; the producer may also have sent it. */
    private static byte[] unlessUtf8(String text, Response value) {
        if (text.indexOf('\uFFFD') < 0) {
            return null;
        }
        byte[] bytes = value.toBytes();
        return Arrays.equals(bytes, text.getBytes(UTF_8)) ? null : bytes;
    }

    /** Parses the reply of XPENDING with a range. */
    public static List<PendingEntry> pending(Response reply, long now) {
        List<PendingEntry> pending = new ArrayList<>();
        for (Response entry : reply) {
            String messageId = entry.get(0).toString();
            pending.add(new PendingEntry(
                    messageId,
                    entry.get(1).toString(),
                    age(messageId, now),
                    entry.get(2).toLong(),
                    (int) Math.min(Integer.MAX_VALUE, entry.get(3).toLong())));
        }
        return pending;
    }

    public static ConsumerSample consumer(Response reply) {
        return new ConsumerSample(
                reply.get("name").toString(),
                reply.get("pending").toLong(),
                reply.get("idle").toLong(),
                number(reply.get("inactive")));
    }

    /**
     * The last id that a stream has assigned, even when its entry is gone; {@code 0-0} when the stream does not exist.
     */
    public static String lastId(RedisDataSource redis, String stream) {
        return redis.execute("EVAL", EntryScripts.LAST_ID, "1", stream).toString();
    }

    public static Long number(Response reply) {
        return reply == null ? null : reply.toLong();
    }

    /** The age of an entry by its id; 0 for an id in the future, which Redis makes after its clock was set back. */
    public static long age(String messageId, long now) {
        long millis = EntryId.millis(messageId);
        return millis < 0 ? 0 : Math.max(0, now - millis);
    }
}
