package io.redisstreams.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** XADD in RESP, as raw bytes: {@code depth} commands to a request. */
record XaddExchange(int depth, Supplier<byte[]> command) implements Exchange {
    /** An entry as the service writes it. */
    static byte[] command(String stream, String id, String type, String payload) {
        String[] words = {
            "XADD",
            stream,
            "*",
            "id",
            id,
            "eventType",
            type,
            "payload",
            payload,
            "timestamp",
            Long.toString(System.currentTimeMillis())
        };
        StringBuilder resp =
                new StringBuilder(320).append('*').append(words.length).append("\r\n");
        for (String word : words) {
            resp.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return resp.toString().getBytes(US_ASCII);
    }

    @Override
    public void write(ByteBuffer out) {
        for (int i = 0; i < depth; i++) {
            out.put(command.get());
        }
    }

    /** Each reply is a bulk string: {@code $15\r\n1700000000000-0\r\n}. */
    @Override
    public int read(ByteBuffer in) {
        int replies = 0;
        for (int at = in.position(); at < in.limit(); at = in.position(), replies++) {
            if (in.get(at) != '$') {
                throw new IllegalStateException("Redis says " + US_ASCII.decode(in));
            }
            int length = 0;
            int next = at + 1;
            for (; next < in.limit() && in.get(next) != '\r'; next++) {
                length = length * 10 + in.get(next) - '0';
            }
            if (next + 4 + length > in.limit()) {
                return replies;
            }
            in.position(next + 4 + length);
        }
        return replies;
    }
}
