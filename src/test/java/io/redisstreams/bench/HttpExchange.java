package io.redisstreams.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * POST over one kept connection, as raw bytes.
 *
 * @param refused counts answers that say to try later; any other fault ends the benchmark
 */
record HttpExchange(Supplier<byte[]> request, LongAdder refused) implements Exchange {
    private static final byte[] LENGTH = "content-length: ".getBytes(US_ASCII);

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

    static byte[] post(String path, String json) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.length() + "\r\n\r\n" + json)
                .getBytes(US_ASCII);
    }

    @Override
    public void write(ByteBuffer out) {
        out.put(request.get());
    }

    /** Nothing follows a response before the next request. */
    @Override
    public int read(ByteBuffer in) {
        int start = in.position();
        int body = endOfHead(in);
        if (body < 0) {
            return 0;
        }
        if (in.get(start + 9) != '2' && in.get(start + 11) != '3') {
            throw new IllegalStateException("The service says " + US_ASCII.decode(in));
        }
        int length = contentLength(in, start, body);
        boolean complete = length < 0 ? endsWith(in, LAST_CHUNK) : body + length == in.limit();
        if (complete) {
            if (in.get(start + 9) != '2') {
                refused.increment();
            }
            in.position(in.limit());
        }
        return complete ? 1 : 0;
    }

    private static int endOfHead(ByteBuffer in) {
        for (int i = in.position(); i + 3 < in.limit(); i++) {
            if (in.get(i) == '\r' && in.get(i + 2) == '\r') {
                return i + 4;
            }
        }
        return -1;
    }

    /** -1 for a body in chunks. */
    private static int contentLength(ByteBuffer in, int from, int to) {
        for (int i = from; i < to; i++) {
            int at = 0;
            while (at < LENGTH.length && (in.get(i + at) | 0x20) == LENGTH[at]) {
                at++;
            }
            if (at == LENGTH.length) {
                int length = 0;
                for (int digit = i + at; in.get(digit) != '\r'; digit++) {
                    length = length * 10 + in.get(digit) - '0';
                }
                return length;
            }
        }
        return -1;
    }

    private static boolean endsWith(ByteBuffer in, byte[] end) {
        for (int i = 1; i <= end.length; i++) {
            if (in.get(in.limit() - i) != end[end.length - i]) {
                return false;
            }
        }
        return true;
    }
}
